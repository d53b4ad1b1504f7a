package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.sandbox.voice.Damage;
import io.trunkline.sandbox.voice.Heard;
import io.trunkline.sandbox.voice.WordReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxSpeechTests {

	private final CartesiaServer server = new CartesiaServer(CartesiaServer.patient());

	@AfterEach
	void nothingStaysOpen() {
		this.server.close();
	}

	@Test
	void piecesOfAContextComeInOrder() {
		try (Peer peer = open()) {
			peer.send(piece("a", "Hello there. ", true, 0));
			peer.send(piece("a", "How are you?", true, 0));
			peer.send(piece("a", "", false, 0));
			List<JsonNode> messages = peer.upTo("done");
			assertThat(words(Peer.audio(messages))).containsExactly("Hello", "there.", "How", "are", "you?");
			assertThat(flushIds(messages)).containsExactly(1, 2);
			assertThat(messages.getLast().path("done").asBoolean()).isTrue();
			assertThat(messages).allMatch((message) -> message.path("context_id").asString().equals("a"));
		}
	}

	@Test
	void timesOfWordsCountFromTheStartOfTheContext() {
		try (Peer peer = open()) {
			peer.send(piece("a", "First sentence. ", true, 0));
			peer.send(piece("a", "Second one.", false, 0));
			List<JsonNode> messages = peer.upTo("done");
			byte[] audio = Peer.audio(messages);
			List<Heard> heard = new WordReader().read(audio, 0, audio.length);
			List<String> words = new ArrayList<>();
			List<Double> ends = new ArrayList<>();
			for (JsonNode message : messages) {
				message.at("/word_timestamps/words").forEach((word) -> words.add(word.asString()));
				message.at("/word_timestamps/end").forEach((end) -> ends.add(end.asDouble()));
			}
			assertThat(words).isEqualTo(heard.stream().map(Heard::word).toList());
			for (int i = 0; i < heard.size(); i++) {
				assertThat(ends.get(i)).isBetween(heard.get(i).endSample() / 8000.0 - 0.001,
						heard.get(i).endSample() / 8000.0 + 0.002);
			}
		}
	}

	@Test
	void contextsInterleaveOnOneSocket() {
		try (Peer peer = open()) {
			String text = "This is a rather long sentence to be spoken.";
			peer.send(piece("a", text, false, 0));
			peer.send(piece("b", text, false, 0));
			List<JsonNode> messages = new ArrayList<>(peer.upTo("done"));
			messages.addAll(peer.upTo("done"));
			List<String> ids = messages.stream().map((message) -> message.path("context_id").asString()).toList();
			assertThat(ids.lastIndexOf("a")).isGreaterThan(ids.indexOf("b"));
			for (String id : List.of("a", "b")) {
				byte[] audio = Peer
					.audio(messages.stream().filter((m) -> m.path("context_id").asString().equals(id)).toList());
				assertThat(words(audio)).isEqualTo(List.of(text.split(" ")));
			}
		}
	}

	@Test
	void bufferedTextIsHeldUntilTimeIsUp() {
		try (Peer peer = open()) {
			long before = System.nanoTime();
			peer.send(piece("a", "Held ", true, 400));
			peer.send(piece("a", "back.", true, 400));
			List<JsonNode> messages = peer.upTo("chunk");
			assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(400));
			peer.send(piece("a", "", false, 400));
			messages.addAll(peer.upTo("done"));
			assertThat(words(Peer.audio(messages))).containsExactly("Held", "back.");
			assertThat(flushIds(messages)).isEmpty();
		}
	}

	@Test
	void flushForcesBufferedTextOut() {
		try (Peer peer = open()) {
			peer.send(piece("a", "Right away.", true, 5000));
			ObjectNode flush = request("a", "", true, 5000).put("flush", true);
			peer.send(flush.toString());
			List<JsonNode> messages = peer.upTo("flush_done");
			assertThat(words(Peer.audio(messages))).containsExactly("Right", "away.");
			peer.send(flush.toString());
			assertThat(peer.next().path("flush_id").asInt()).isEqualTo(2);
			peer.send(piece("a", "", false, 5000));
			peer.upTo("done");
		}
	}

	@Test
	void differentFieldsWithinAContextAreRefused() {
		try (Peer peer = open()) {
			peer.send(piece("a", "One.", true, 0));
			peer.send(piece("a", "Two.", true, 10));
			List<JsonNode> messages = peer.upTo("error");
			assertThat(messages.getLast().path("context_id").asString()).isEqualTo("a");
			assertThat(messages.getLast().path("message").asString()).contains("may differ");
		}
	}

	@Test
	void aContextExpiresAfterItsAudio() {
		CartesiaOptions options = CartesiaOptions.defaults();
		options = options.with(options.speaking().withExpiry(Duration.ofMillis(20)));
		try (CartesiaServer hasty = new CartesiaServer(options);
				Peer peer = new Peer(hasty.client(), "/tts/websocket")) {
			peer.send(piece("a", "One.", true, 0));
			peer.upTo("flush_done");
			CartesiaServer.await(() -> hasty.cartesia.openContexts() == 0);
			peer.send(piece("a", "Two.", false, 0));
			assertThat(peer.next().path("title").asString()).isEqualTo("Context has closed");
		}
	}

	@Test
	void aFinishedContextTakesNoMore() {
		try (Peer peer = open()) {
			peer.send(piece("a", "Done.", false, 0));
			peer.upTo("done");
			peer.send(piece("a", "More.", true, 0));
			assertThat(peer.next().path("title").asString()).isEqualTo("Context has closed");
		}
	}

	@Test
	void cancelLetsTheRunningPieceGoOnAndDropsTheRest() {
		try (Peer peer = open()) {
			peer.send(piece("a", "This piece is already being spoken. ", true, 0));
			peer.send(piece("a", "This one has not begun.", true, 0));
			List<JsonNode> messages = peer.upTo("chunk");
			peer.send("{\"context_id\":\"a\",\"cancel\":true}");
			messages.addAll(peer.upTo("done"));
			assertThat(words(Peer.audio(messages))).containsExactly("This", "piece", "is", "already", "being",
					"spoken.");
			peer.send("{\"context_id\":\"a\",\"cancel\":true}");
			assertThat(peer.next().path("title").asString()).isEqualTo("Invalid context ID");
		}
	}

	@Test
	void cancelMayEndWithoutDone() {
		CartesiaOptions options = CartesiaOptions.defaults();
		options = options.with(options.speaking().withDoneAfterCancel(false));
		try (CartesiaServer mute = new CartesiaServer(options); Peer peer = new Peer(mute.client(), "/tts/websocket")) {
			peer.send(piece("a", "Never mind.", true, 0));
			peer.upTo("chunk");
			peer.send("{\"context_id\":\"a\",\"cancel\":true}");
			peer.upTo("flush_done");
			CartesiaServer.await(() -> mute.cartesia.openContexts() == 0);
			assertThat(peer.isQuiet()).isTrue();
		}
	}

	@Test
	void oneContextTooManyIsRefused() {
		CartesiaOptions defaults = CartesiaOptions.defaults();
		CartesiaOptions small = new CartesiaOptions("", 1, 1, defaults.hearing(), defaults.speaking());
		try (CartesiaServer busy = new CartesiaServer(small); Peer peer = new Peer(busy.client(), "/tts/websocket")) {
			peer.send(piece("a", "I am first.", true, 0));
			peer.send(piece("b", "Me too.", true, 0));
			JsonNode error = peer.upTo("error").getLast();
			assertThat(error.path("error_code").asString()).isEqualTo("concurrency_limited");
			assertThat(error.path("context_id").asString()).isEqualTo("b");
		}
	}

	@Test
	void brokenMessagesAreAnsweredByErrors() {
		try (Peer peer = open()) {
			peer.send("{");
			assertThat(peer.next().path("status_code").asInt()).isEqualTo(400);
			peer.send(new byte[160]);
			assertThat(peer.next().path("message").asString()).contains("text frames");
			peer.send(piece("a", "", false, 0));
			assertThat(peer.next().path("type").asString()).isEqualTo("done");
		}
	}

	@Test
	void aContextIsDoneOnce() {
		try (Peer peer = open()) {
			peer.send(piece("a", "", false, 0));
			assertThat(peer.next().path("type").asString()).isEqualTo("done");
			peer.send(piece("b", "Yes.", true, 0));
			peer.upTo("flush_done");
			peer.send(piece("b", "", false, 0));
			assertThat(peer.next().path("type").asString()).isEqualTo("done");
			peer.send("{");
			assertThat(peer.next().path("type").asString()).isEqualTo("error");
		}
	}

	@Test
	void anIdleSocketIsClosed() {
		CartesiaOptions options = CartesiaOptions.defaults();
		options = options.with(options.speaking().withIdle(Duration.ofMillis(50)));
		try (CartesiaServer hasty = new CartesiaServer(options);
				Peer peer = new Peer(hasty.client(), "/tts/websocket")) {
			assertThat(peer.awaitClose().code()).isEqualTo(1000);
			assertThat(peer.awaitClose().reasonText()).isEqualTo("connection idle timeout");
		}
	}

	@Test
	void whatIsSpokenIsHeard() {
		String text = "We are open from 9 to 5, Monday to Friday. Anything else?";
		try (Peer mouth = open();
				Peer ear = new Peer(this.server.client(), "/stt/turns/websocket?" + CartesiaServer.EAR)) {
			ear.upTo("connected");
			mouth.send(piece("a", text, false, 0));
			ear.send(Peer.audio(mouth.upTo("done")));
			ear.send(CartesiaServer.silence(700));
			assertThat(ear.upTo("turn.end").getLast().path("transcript").asString()).isEqualTo(text);
		}
	}

	private Peer open() {
		return new Peer(this.server.client(), "/tts/websocket");
	}

	private static String piece(String contextId, String transcript, boolean goesOn, int delayMillis) {
		return request(contextId, transcript, goesOn, delayMillis).toString();
	}

	private static ObjectNode request(String contextId, String transcript, boolean goesOn, int delayMillis) {
		ObjectNode request = JsonMapper.shared()
			.createObjectNode()
			.put("model_id", "sonic-3.5")
			.put("context_id", contextId)
			.put("transcript", transcript)
			.put("continue", goesOn)
			.put("max_buffer_delay_ms", delayMillis)
			.put("add_timestamps", true);
		request.putObject("voice").put("mode", "id").put("id", "sandbox-voice");
		request.putObject("output_format")
			.put("container", "raw")
			.put("encoding", "pcm_mulaw")
			.put("sample_rate", 8000);
		return request;
	}

	private static List<Integer> flushIds(List<JsonNode> messages) {
		return messages.stream()
			.filter((message) -> message.path("type").asString().equals("flush_done"))
			.map((message) -> message.path("flush_id").asInt())
			.toList();
	}

	private static List<String> words(byte[] audio) {
		WordReader reader = new WordReader();
		List<String> words = reader.read(audio, 0, audio.length).stream().map(Heard::word).toList();
		assertThat(reader.damage()).isEqualTo(Damage.NONE);
		return words;
	}

}
