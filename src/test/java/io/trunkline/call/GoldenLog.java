package io.trunkline.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.trunkline.telephony.CallLoop;
import reactor.core.publisher.Flux;

/** What happens, line by line, each with its time in seconds. */
final class GoldenLog {

	private static final int LONGEST = 220;

	private static final int END = 60;

	private final CallLoop loop;

	private final List<String> lines = new ArrayList<>();

	private boolean muted;

	GoldenLog(CallLoop loop) {
		this.loop = loop;
	}

	/** A line of the script itself. */
	void given(String line) {
		this.lines.add(line);
	}

	/** What happens meanwhile is not written down. */
	void mute(Runnable what) {
		this.muted = true;
		what.run();
		this.muted = false;
	}

	void add(String what) {
		if (this.muted) {
			return;
		}
		this.lines.add(at(this.loop.nanoTime()) + "  " + shortened(what));
	}

	/** More of the line before. */
	void more(String what) {
		this.lines.add("            " + shortened(what));
	}

	/** Keeps the place of something that begins at this time. */
	int keepPlace() {
		this.lines.add("");
		return this.lines.size() - 1;
	}

	void fill(int place, long began, String what) {
		this.lines.set(place, at(began) + "  " + shortened(what));
	}

	/** Tells when it is cancelled in the middle. */
	<T> Flux<T> tellingOfStop(String who, Flux<T> work) {
		boolean[] over = { false };
		return work.doOnTerminate(() -> over[0] = true).doOnCancel(() -> {
			if (!over[0]) {
				add(who + " is stopped");
			}
		});
	}

	List<String> lines() {
		return this.lines;
	}

	/** Long texts lose their middle. */
	private static String shortened(String text) {
		String line = text.replace("\n", " / ");
		return (line.length() <= LONGEST) ? line
				: line.substring(0, LONGEST - END) + " … " + line.substring(line.length() - END);
	}

	static String seconds(long nanos) {
		return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
	}

	private static String at(long nanos) {
		return String.format(Locale.ROOT, "%8s", seconds(nanos));
	}

}
