package io.trunkline.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.sandbox.cartesia.CartesiaOptions;
import io.trunkline.sandbox.cartesia.SandboxCartesia;
import io.trunkline.sandbox.openai.ModelFault;
import io.trunkline.sandbox.openai.ModelOptions;
import io.trunkline.sandbox.openai.Part;
import io.trunkline.sandbox.openai.SandboxBrain;
import io.trunkline.sandbox.openai.SandboxModel;
import io.trunkline.sandbox.openai.realtime.RealtimeOptions;
import io.trunkline.sandbox.openai.realtime.SandboxRealtime;
import io.trunkline.sandbox.voice.SandboxVoice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The official JavaScript clients of OpenAI and Cartesia talk to the sandbox: what they
 * understand, assemble and throw here is what they would at the vendor's.
 */
class VendorClientsTests {

	private static final String KEY = "sk-sandbox";

	/** Slow enough to be interrupted on a busy machine. */
	private static final double SPEED = 3;

	/** What the script has a voice say. */
	private static final String SENTENCE = "We are in Station Street, above the bakery.";

	private static @Nullable DisposableServer server;

	private static NodeScripts scripts;

	private static CompletableFuture<JsonNode> chat;

	private static CompletableFuture<JsonNode> realtime;

	private static CompletableFuture<JsonNode> speech;

	private static CompletableFuture<JsonNode> hearing;

	/** All scripts run side by side; each test waits for its own. */
	@BeforeAll
	static void talk() throws IOException {
		scripts = NodeScripts.install();
		SandboxVoice voice = new SandboxVoice();
		SandboxBrain brain = new SandboxBrain();
		SandboxModel model = new SandboxModel(brain,
				new ModelOptions(KEY, "", Duration.ofMillis(20), Duration.ofMillis(5)));
		AtomicBoolean busy = new AtomicBoolean(true);
		ModelFault tooMany = new ModelFault.Refuse(429, "rate_limit_exceeded");
		model.cast("busy", part(brain, tooMany));
		model.cast("busy-once",
				(conversation) -> part(brain, busy.getAndSet(false) ? tooMany : null).perform(conversation));
		model.cast("breaking", part(brain, new ModelFault.Fail(3)));
		CartesiaOptions.Speaking speaking = CartesiaOptions.Speaking.defaults();
		SandboxCartesia cartesia = new SandboxCartesia(voice,
				new CartesiaOptions(KEY, 20, 20, CartesiaOptions.Hearing.defaults(),
						new CartesiaOptions.Speaking(speaking.firstChunk(), speaking.chunk(), SPEED, speaking.expiry(),
								speaking.idle(), speaking.doneAfterCancel())));
		RealtimeOptions options = RealtimeOptions.defaults();
		SandboxRealtime talk = new SandboxRealtime(voice, brain, (_) -> Optional.empty(),
				new RealtimeOptions(KEY, options.firstAudio(), options.chunk(), SPEED, options.interim(),
						options.transcription(), options.lifetime()));
		DisposableServer running = HttpServer.create().host("127.0.0.1").port(0).route((routes) -> {
			model.routes(routes);
			cartesia.routes(routes);
			talk.routes(routes);
		}).bindNow();
		server = running;
		String base = "http://127.0.0.1:" + running.port();
		chat = scripts.run("openai-chat.js", base + "/v1", KEY);
		realtime = scripts.run("openai-realtime.js", base + "/v1", KEY);
		speech = scripts.run("cartesia-speech.js", base, KEY);
		hearing = scripts.run("cartesia-hearing.js", base, KEY);
	}

	@AfterAll
	static void stop() {
		if (server != null) {
			scripts.close();
			server.disposeNow();
		}
	}

	@Test
	void repliesStreamWithTheirUsage() {
		JsonNode reply = chat.join().path("reply");
		JsonNode message = reply.at("/completion/choices/0/message");
		assertThat(reply.path("pieces").size()).isGreaterThan(5);
		assertThat(message.path("content").asString()).isEqualTo(joined(reply.path("pieces")))
			.contains("computer voice");
		assertThat(reply.at("/completion/choices/0/finish_reason").asString()).isEqualTo("stop");
		JsonNode usage = reply.path("usage");
		assertThat(usage.path("total_tokens").asInt())
			.isEqualTo(usage.path("prompt_tokens").asInt() + usage.path("completion_tokens").asInt())
			.isPositive();
	}

	@Test
	void toolCallsAreAssembled() {
		JsonNode calls = chat.join().path("calls");
		assertThat(calls.path("assembled").size()).isOne();
		assertThat(calls.at("/assembled/0/name").asString()).isEqualTo("transfer");
		assertThat(calls.at("/choice/finish_reason").asString()).isEqualTo("tool_calls");
		JsonNode call = calls.at("/choice/message/tool_calls/0");
		assertThat(call.path("id").asString()).startsWith("call_");
		assertThat(call.at("/function/arguments").asString()).isEqualTo("{\"destination\":\"human\"}");
	}

	@Test
	void theClientCarriesOutAToolAndGoesOn() {
		JsonNode round = chat.join().path("round");
		assertThat(round.at("/called/0/destination").asString()).isEqualTo("human");
		assertThat(texts(round.path("roles"))).containsExactly("developer", "user", "assistant", "tool", "assistant");
		assertThat(round.path("said").asString()).isEqualTo("One moment, please.");
	}

	@Test
	void errorsAreWhatTheClientNamesThem() {
		JsonNode errors = chat.join().path("errors");
		assertThat(error(errors.path("badKey"))).isEqualTo("AuthenticationError 401 invalid_api_key null");
		assertThat(error(errors.path("busy"))).isEqualTo("RateLimitError 429 rate_limit_exceeded null");
		assertThat(errors.at("/busy/retryAfter").asString()).isEqualTo("1");
		assertThat(error(errors.path("badField"))).isEqualTo("BadRequestError 400 null max_token");
		assertThat(error(errors.path("badRole"))).isEqualTo("BadRequestError 400 null messages.[0]");
		assertThat(errors.at("/midStream/name").asString()).isEqualTo("APIError");
		assertThat(errors.at("/midStream/code").asString()).isEqualTo("server_error");
		for (String refused : List.of("badKey", "busy", "badField")) {
			assertThat(errors.path(refused).path("requestID").asString()).startsWith("req_");
		}
	}

	@Test
	void theClientTriesAgainWhenItIsTold() {
		JsonNode retried = chat.join().path("retried");
		assertThat(retried.path("said").asString()).isNotBlank();
		assertThat(retried.path("millis").asInt()).isGreaterThanOrEqualTo(1000);
	}

	@Test
	void sessionBecomesWhatItWasToldToBe() {
		JsonNode session = realtime.join().path("session");
		assertThat(session.at("/created/audio/input/format/type").asString()).isEqualTo("audio/pcm");
		assertThat(session.at("/updated/audio/input/format/type").asString()).isEqualTo("audio/pcmu");
		assertThat(session.at("/updated/audio/output/format/type").asString()).isEqualTo("audio/pcmu");
		assertThat(session.at("/updated/audio/input/turn_detection/silence_duration_ms").asInt()).isEqualTo(400);
		assertThat(session.at("/updated/tools/0/name").asString()).isEqualTo("transfer");
		assertThat(session.at("/updated/id")).isEqualTo(session.at("/created/id"));
	}

	@Test
	void answersHaveSoundAndWords() {
		JsonNode reply = realtime.join().path("reply");
		assertThat(reply.path("said").asString()).contains("computer voice");
		assertThat(reply.path("bytes").asInt()).isGreaterThan(8000);
		assertThat(reply.at("/response/status").asString()).isEqualTo("completed");
		assertThat(reply.at("/response/output/0/content/0/transcript")).isEqualTo(reply.path("said"));
		assertThat(reply.at("/response/usage/total_tokens").asInt()).isPositive();
	}

	@Test
	void soundIsCutWhereTheCallerStoppedListening() {
		JsonNode report = realtime.join();
		assertThat(report.at("/truncated/type").asString()).isEqualTo("conversation.item.truncated");
		assertThat(report.at("/truncated/audio_end_ms").asInt()).isEqualTo(300);
		assertThat(report.at("/tooLong/error/message").asString()).contains("is already shorter than 600000ms");
		assertThat(report.at("/retrieved/content/0/transcript").asString()).isEmpty();
	}

	@Test
	void functionsAreCalledAndTheirResultsAnswered() {
		JsonNode called = realtime.join().path("called");
		assertThat(called.at("/done/name").asString()).isEqualTo("transfer");
		assertThat(called.at("/done/arguments").asString()).isEqualTo("{\"destination\":\"human\"}");
		assertThat(called.path("output").valueStream().map((item) -> item.path("type").asString()))
			.containsExactly("message", "function_call");
		assertThat(called.at("/output/1/call_id")).isEqualTo(called.at("/done/call_id"));
		assertThat(called.path("said").asString()).isEqualTo("One moment, please.");
	}

	@Test
	void anItemThatWasShownMayBeGivenBack() {
		JsonNode called = realtime.join().path("called");
		assertThat(called.at("/item/content/0/text").asString()).isEqualTo("Let me talk to a person.");
		assertThat(called.path("repeated")).isEqualTo(called.path("item"));
	}

	@Test
	void aCallerIsHeardAndMayInterrupt() {
		JsonNode listened = realtime.join().path("listened");
		assertThat(texts(listened.path("heard"))).containsSubsequence("input_audio_buffer.speech_started",
				"conversation.item.input_audio_transcription.delta", "input_audio_buffer.speech_stopped",
				"input_audio_buffer.committed", "conversation.item.added", "response.created");
		assertThat(listened.at("/cancelled/status").asString()).isEqualTo("cancelled");
		assertThat(listened.at("/cancelled/status_details/reason").asString()).isEqualTo("turn_detected");
		assertThat(listened.at("/transcribed/transcript").asString()).isEqualTo("Stop!");
		assertThat(realtime.join().at("/metadata/purpose").asString()).isEqualTo("reading");
	}

	@Test
	void complaintsOfTheSocketNameTheirEvent() {
		JsonNode report = realtime.join();
		assertThat(report.path("failed")
			.valueStream()
			.map((error) -> error.path("event_id").asString() + " " + error.path("code").asString() + " "
					+ error.path("param").asString("-")))
			.containsExactly("mine_2 invalid_value type", "mine_3 response_cancel_not_active -",
					"mine_4 unknown_parameter session.voice", "mine_5 missing_required_parameter session.type",
					"mine_6 input_audio_buffer_commit_empty -", "mine_7 invalid_value item_id",
					"mine_8 unknown_parameter response.audio.input");
		assertThat(report.path("errors").size()).isEqualTo(report.path("failed").size() + 1);
		assertThat(report.path("stranger").asString()).isEqualTo("Unexpected server response: 401");
		assertThat(report.path("closed").asInt()).isEqualTo(1000);
	}

	@Test
	void piecesOfAContextAreSpokenWithTheirWords() {
		JsonNode spoken = speech.join().path("spoken");
		assertThat(texts(spoken.path("words"))).containsExactly("Good", "morning.", "How", "can", "I", "help", "you?");
		assertThat(texts(spoken.path("types"))).endsWith("flush_done", "done");
		assertThat(spoken.path("flushes").valueStream().map(JsonNode::asInt)).containsExactly(1, 2);
		assertThat(spoken.path("starts").valueStream().map(JsonNode::asDouble).toList()).isSorted();
		assertThat(spoken.path("ends").path(6).asDouble()).isLessThanOrEqualTo(spoken.path("bytes").asInt() / 8000.0);
	}

	@Test
	void textIsSpokenAtAFlushOrAtOnce() {
		JsonNode report = speech.join();
		assertThat(texts(report.at("/forced/words"))).containsExactly("This", "is", "said", "at", "once.");
		assertThat(report.at("/forced/flushes/0").asInt()).isOne();
		assertThat(texts(report.path("whole"))).contains("chunk", "timestamps")
			.doesNotContain("flush_done")
			.endsWith("done");
	}

	@Test
	void whatHasBegunIsSpokenToItsEndInACancelledContext() {
		assertThat(texts(speech.join().path("cut"))).containsExactly("This", "sentence", "has", "begun,", "and", "goes",
				"on", "to", "its", "end.");
	}

	@Test
	void errorsOfAContextLeaveTheSocketToTheOthers() {
		JsonNode report = speech.join();
		assertThat(report.at("/unknown/name").asString()).isEqualTo("CartesiaError");
		assertThat(report.path("errors")
			.valueStream()
			.map((error) -> error.path("context_id").asString() + " " + error.path("status_code").asInt() + " "
					+ error.path("title").asString()))
			.containsExactly("unknown 400 Model not found", "at-once 400 Context has closed");
		assertThat(texts(report.at("/afterwards/words"))).containsExactly("Still", "here.");
		assertThat(report.path("stranger").asString()).isEqualTo("Unexpected server response: 401");
		assertThat(report.path("closed").asInt()).isEqualTo(1000);
	}

	@Test
	void textsOfTheManualSocketAreJoinedAsTheyAre() {
		JsonNode commanded = hearing.join().path("commanded");
		assertThat(commanded.path("first").asString()).isEqualTo(SENTENCE);
		assertThat(commanded.path("second").asString().strip()).isEqualTo(SENTENCE);
		assertThat(commanded.at("/closed/code").asInt()).isEqualTo(1000);
	}

	@Test
	void turnsBeginAndEndByThemselvesAndByClosing() {
		JsonNode detected = hearing.join().path("detected");
		assertThat(types(detected.path("first"))).startsWith("turn.start", "turn.update")
			.endsWith("turn.eager_end", "turn.end");
		assertThat(types(detected.path("second"))).startsWith("turn.start")
			.endsWith("turn.end")
			.doesNotContain("error");
		for (String turn : List.of("first", "second")) {
			assertThat(detected.path(turn).path(detected.path(turn).size() - 1).path("transcript").asString())
				.isEqualTo(SENTENCE);
		}
		assertThat(detected.at("/closed/code").asInt()).isEqualTo(1000);
	}

	@Test
	void mistakesOfHearersAreAnsweredAsTheVendorDoes() {
		JsonNode mistakes = hearing.join().path("mistakes");
		assertThat(mistakes.at("/badKey/message").asString()).isEqualTo("Unexpected server response: 401");
		assertThat(mistakes.at("/badModel/message").asString()).isEqualTo("Unexpected server response: 400");
		assertThat(mistakes.at("/badKnobs/code").asInt()).isEqualTo(1008);
		assertThat(mistakes.at("/badKnobs/reason").asString()).isEqualTo("Invalid turn thresholds");
		assertThat(mistakes.at("/badConfig/status_code").asInt()).isEqualTo(400);
		assertThat(mistakes.at("/badWord/status_code").asInt()).isEqualTo(400);
	}

	@Test
	void everythingSentHasTheShapeThatTheClientsKnow() throws IOException {
		ObjectNode sent = JsonMapper.shared().createObjectNode();
		sent.set("chat", chat.join().path("events"));
		sent.set("realtime", realtime.join().path("events"));
		sent.set("speech", speech.join().path("events"));
		sent.set("manual", hearing.join().at("/events/manual"));
		sent.set("turns", hearing.join().at("/events/turns"));
		assertThat(scripts.compile("sent.ts", "import type { Sent } from \"./shapes.js\";\n\nexport const sent: Sent = "
				+ sent.toPrettyString() + ";\n"))
			.isEmpty();
	}

	@Test
	void lockNamesNoRegistry() throws IOException {
		assertThat(Files.readString(Path.of("src", "test", "js", "package-lock.json"))).doesNotContain("://");
	}

	private static String error(JsonNode error) {
		return Stream.of("name", "status", "code", "param")
			.map((field) -> error.path(field).asString("null"))
			.collect(Collectors.joining(" "));
	}

	private static String joined(JsonNode pieces) {
		return String.join("", texts(pieces));
	}

	private static List<String> texts(JsonNode list) {
		return list.valueStream().map(JsonNode::asString).toList();
	}

	private static List<String> types(JsonNode events) {
		return events.valueStream().map((event) -> event.path("type").asString()).toList();
	}

	private static Part part(SandboxBrain brain, @Nullable ModelFault fault) {
		return (conversation) -> new Part.Performance(brain.answer(conversation), Duration.ZERO, Duration.ZERO, fault);
	}

}
