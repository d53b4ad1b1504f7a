package io.trunkline.speech.cartesia;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import io.trunkline.Golden;
import io.trunkline.speech.Hearing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How a caller is heard over a connection that breaks, in
 * {@code src/test/resources/golden/hearing}. A line with {@code %} is what the caller
 * does, each word of 200 ms; with {@code >} what becomes of the connection at a second of
 * it; all others are what comes of it.
 */
class GoldenHearingTests {

	private static final int FRAME_MILLIS = 20;

	private static final int BYTES_PER_MILLI = 8;

	@ParameterizedTest
	@MethodSource
	void hearing(Path story) throws IOException {
		Golden.check(story, (script) -> new Listener(script).play());
	}

	static Stream<Path> hearing() throws IOException {
		return Golden.files("hearing");
	}

	/** Listens as a session does. */
	private static final class Listener {

		private final List<String> script;

		private final List<String> lines = new ArrayList<>();

		private final Dialect dialect = new TurnsDialect();

		private final CallerTape tape = new CallerTape();

		private final Reconnects reconnects = new Reconnects();

		private ScriptedEar ear = new ScriptedEar(true);

		private boolean connected = true;

		private boolean over;

		private int frame;

		Listener(List<String> script) {
			this.script = script;
		}

		List<String> play() {
			List<byte[]> audio = new ArrayList<>();
			List<String> events = new ArrayList<>();
			for (String line : this.script) {
				if (line.startsWith("#") || line.startsWith("%") || line.isBlank()) {
					this.lines.add(line);
				}
				if (line.startsWith("% ")) {
					audio.addAll(sound(line.substring(2)));
				}
				else if (line.startsWith("> ")) {
					events.add(line);
				}
			}
			for (byte[] next : audio) {
				while (!events.isEmpty() && at(events.getFirst()) <= (long) this.frame * FRAME_MILLIS) {
					happen(events.removeFirst());
				}
				this.frame++;
				hear(next);
			}
			return this.lines;
		}

		/** {@code silence 600 ms} or {@code 3 words}. */
		private static List<byte[]> sound(String what) {
			int number = Integer.parseInt(what.replaceAll("\\D", ""));
			if (what.startsWith("silence")) {
				return ScriptedEar.audio(-number / FRAME_MILLIS);
			}
			return ScriptedEar.audio(IntStream.rangeClosed(1, number).toArray());
		}

		private static long at(String event) {
			return Math.round(Double.parseDouble(event.split(" ")[1]) * 1000);
		}

		private void happen(String event) {
			this.lines.add(event);
			switch (event.split(" ", 3)[2]) {
				case "connection is not there yet" -> this.connected = false;
				case "connection is lost" -> {
					this.connected = false;
					reconnect();
				}
				case "attempt fails" -> reconnect();
				case "connection stands" -> {
					this.connected = true;
					this.ear = new ScriptedEar(true);
					this.reconnects.connected();
					int again = this.tape.rewind(this.dialect.owed());
					add("the connection hears "
							+ ((again > 0) ? "the last " + again / BYTES_PER_MILLI + " ms again, and what was kept"
									: "what was kept"));
					carryOut(this.dialect.reconnecting(again));
					send();
				}
				default -> throw new IllegalArgumentException("nothing that happens: " + event);
			}
		}

		private void reconnect() {
			Duration pause = this.reconnects.next(Duration.ofMillis((long) this.frame * FRAME_MILLIS).toNanos(), false);
			if (pause != null) {
				add("connects again after " + pause.toMillis() + " ms");
			}
			else {
				add("connects no more: the call cannot be listened to");
				this.over = true;
			}
		}

		private void hear(byte[] next) {
			if (!this.over) {
				this.tape.add(next);
				send();
			}
		}

		private void send() {
			while (this.connected && !this.tape.isEmpty()) {
				byte[] sent = this.tape.next(FRAME_MILLIS * BYTES_PER_MILLI);
				carryOut(this.dialect.heard(sent));
				for (String message : this.ear.hear(sent)) {
					carryOut(this.dialect.received(Unpooled.copiedBuffer(message, StandardCharsets.UTF_8)));
				}
			}
		}

		private void carryOut(List<Dialect.Step> steps) {
			for (Dialect.Step step : steps) {
				if (step instanceof Dialect.Step.Tell(Hearing hearing)) {
					add("told: " + text(hearing));
				}
			}
		}

		private static String text(Hearing hearing) {
			return switch (hearing) {
				case Hearing.Connected() -> "listening";
				case Hearing.TurnStarted() -> "caller begins to speak";
				case Hearing.TurnUpdated(String words) -> "caller so far: " + words;
				case Hearing.TurnEagerlyEnded(String words) -> "caller may have finished: " + words;
				case Hearing.TurnResumed() -> "caller goes on";
				case Hearing.TurnEnded(String words) -> "caller has finished: " + words;
			};
		}

		private void add(String what) {
			this.lines.add(String.format(Locale.ROOT, "%8.3f  %s", this.frame * FRAME_MILLIS / 1000.0, what));
		}

	}

}
