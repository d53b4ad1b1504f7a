package io.trunkline.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.trunkline.telephony.CallLoop;

/** What happens, line by line, each with its time in seconds. */
final class GoldenLog {

	private final CallLoop loop;

	private final List<String> lines = new ArrayList<>();

	GoldenLog(CallLoop loop) {
		this.loop = loop;
	}

	/** A line of the script itself. */
	void given(String line) {
		this.lines.add(line);
	}

	void add(String what) {
		this.lines.add(at(this.loop.nanoTime()) + "  " + what);
	}

	/** More of the line before. */
	void more(String what) {
		this.lines.add("            " + what);
	}

	/** Keeps the place of something that begins at this time. */
	int keepPlace() {
		this.lines.add("");
		return this.lines.size() - 1;
	}

	void fill(int place, long began, String what) {
		this.lines.set(place, at(began) + "  " + what);
	}

	List<String> lines() {
		return this.lines;
	}

	static String seconds(long nanos) {
		return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
	}

	private static String at(long nanos) {
		return String.format(Locale.ROOT, "%8s", seconds(nanos));
	}

}
