package io.trunkline.speech.cartesia;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.Golden;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpokenWord;
import io.trunkline.speech.Voice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes back and forth between a voice and Cartesia, over real connections, in
 * {@code src/test/resources/golden/voice}. A line with {@code >} is something that
 * happens; with {@code <} what Cartesia gets next; with {@code =} what the turn gets
 * next. The last two are waited for, so these files are not written anew.
 */
class GoldenVoiceTests {

	@ParameterizedTest
	@MethodSource
	void voice(Path story) throws IOException {
		try (Exchange exchange = new Exchange()) {
			int number = 0;
			for (String line : Files.readAllLines(story)) {
				number++;
				String where = story + ", line " + number;
				if (line.startsWith("> ")) {
					exchange.happen(line.substring(2));
				}
				else if (line.startsWith("< ")) {
					assertThat("< " + exchange.request()).as(where).isEqualTo(line);
				}
				else if (line.startsWith("= ")) {
					String turn = line.split(" ")[2].replace(":", "");
					assertThat("= turn " + turn + exchange.result(turn)).as(where).isEqualTo(line);
				}
			}
			exchange.nothingMore(story);
		}
	}

	static Stream<Path> voice() throws IOException {
		return Golden.files("voice");
	}

	/** A voice, and Cartesia at the other end. */
	private static final class Exchange implements AutoCloseable {

		private final FakeCartesia cartesia = new FakeCartesia();

		private final Speaker speaker;

		private final Map<String, Probe<Speech>> turns = new HashMap<>();

		/** In the order in which they were begun; the story counts them from 1. */
		private final List<String> contexts = new ArrayList<>();

		private FakeCartesia.Peer peer;

		private boolean lost;

		Exchange() {
			CartesiaProperties properties = Settings.patient(this.cartesia);
			this.speaker = Settings.synthesizer(properties, new SimpleMeterRegistry()).open(new Voice("", "en"));
			this.peer = this.cartesia.accept();
		}

		void happen(String what) {
			String[] parts = what.split(": ", 2);
			String[] words = parts[0].split(" ");
			switch (parts[0].replaceAll("(turn|context) \\w+", "$1")) {
				case "turn is to say" -> say(words[1], parts[1]);
				case "turn is cancelled" -> turn(words[1]).cancel();
				case "Cartesia sends for context" -> this.peer.send(message(context(words[4]), parts[1].split(" ")));
				case "connection is lost for good" -> {
					this.peer.reset();
					this.lost = true;
				}
				case "connection is lost" -> {
					this.peer.reset();
					this.peer = this.cartesia.accept();
				}
				default -> throw new IllegalArgumentException("nothing that happens: " + what);
			}
		}

		/** A turn after the last loss brings a connection of its own. */
		private void say(String turn, String text) {
			this.turns.put(turn, Probe.of(this.speaker.speak(Flux.just(text))));
			if (this.lost) {
				this.peer = this.cartesia.accept();
				this.lost = false;
			}
		}

		/** {@code done}, {@code sound 500 ms} or {@code word One 0 500}. */
		private static String message(String context, String[] words) {
			String head = "{\"context_id\":\"" + context + "\",\"type\":";
			return switch (words[0]) {
				case "done" -> head + "\"done\",\"done\":true}";
				case "sound" -> head + "\"chunk\",\"data\":\""
						+ Base64.getEncoder().encodeToString(new byte[Integer.parseInt(words[1]) * 8]) + "\"}";
				case "word" -> head + "\"timestamps\",\"word_timestamps\":{\"words\":[\"" + words[1] + "\"],\"start\":["
						+ Integer.parseInt(words[2]) / 1000.0 + "],\"end\":[" + Integer.parseInt(words[3]) / 1000.0
						+ "]}}";
				default -> throw new IllegalArgumentException("no such message: " + words[0]);
			};
		}

		private Probe<Speech> turn(String name) {
			return Objects.requireNonNull(this.turns.get(name), name);
		}

		private String context(String number) {
			return this.contexts.get(Integer.parseInt(number) - 1);
		}

		String request() {
			JsonNode json = this.peer.json();
			String id = json.path("context_id").asString();
			if (!this.contexts.contains(id)) {
				this.contexts.add(id);
			}
			String context = "context " + (this.contexts.indexOf(id) + 1);
			if (json.has("cancel")) {
				return context + " is cancelled";
			}
			String text = json.path("transcript").asString();
			return json.path("continue").asBoolean() ? context + " is to say: " + text.strip()
					: context + " gets no more text";
		}

		String result(String turn) {
			return turn(turn).signalText(Exchange::text);
		}

		private static String text(Speech speech) {
			return switch (speech) {
				case Speech.Audio(var chunk) -> ": sound " + chunk.duration().toMillis() + " ms";
				case Speech.Words(List<SpokenWord> words) -> words.stream()
					.map((word) -> ": word " + word.text() + " " + word.start().toMillis() + " "
							+ word.end().toMillis())
					.reduce("", String::concat);
			};
		}

		/** Whatever else there was would have come before the end of another turn. */
		void nothingMore(Path story) {
			happen("turn last is to say: Last.");
			assertThat(request()).as("%s, behind its end", story).endsWith("is to say: Last.");
			assertThat(request()).endsWith("gets no more text");
			happen("Cartesia sends for context " + this.contexts.size() + ": done");
			turn("last").completes();
			this.turns.forEach((name, turn) -> assertThat(turn.quiet()).as("%s, turn %s", story, name).isTrue());
		}

		@Override
		public void close() {
			this.speaker.close().block(Duration.ofSeconds(10));
			this.cartesia.close();
		}

	}

}
