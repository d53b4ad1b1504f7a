package io.trunkline.sandbox.openai.realtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.trunkline.sandbox.openai.Answer;
import io.trunkline.sandbox.openai.ModelFault;
import io.trunkline.sandbox.openai.Part;
import io.trunkline.sandbox.openai.SandboxBrain;
import io.trunkline.sandbox.voice.SandboxVoice;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SandboxRealtimeTests {

	private static final SandboxVoice VOICE = new SandboxVoice();

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String TELEPHONE = "{'type':'session.update','session':{'type':'realtime','audio':{'input':"
			+ "{'format':{'type':'audio/pcmu'},'transcription':{'model':'gpt-transcribe'}},"
			+ "'output':{'format':{'type':'audio/pcmu'}}}}}";

	private @Nullable Part part;

	private final SandboxRealtime realtime = new SandboxRealtime(VOICE, new SandboxBrain(),
			(_) -> Optional.ofNullable(this.part), new RealtimeOptions("", Duration.ZERO, Duration.ofMillis(100), 20,
					true, Duration.ZERO, Duration.ofMinutes(60)));

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route(this.realtime::routes)
		.bindNow();

	private final Sinks.Many<String> outgoing = Sinks.many().unicast().onBackpressureBuffer();

	private final BlockingQueue<JsonNode> incoming = new LinkedBlockingQueue<>();

	private final Sinks.One<WebSocketCloseStatus> closed = Sinks.one();

	@AfterEach
	void stop() {
		this.outgoing.tryEmitComplete();
		Awaitility.await().atMost(PATIENCE).until(() -> this.realtime.openSockets() == 0);
		this.server.disposeNow();
	}

	@Test
	void nobodyGetsInWithoutKeyOrModelOrWithTheBetaHeader() {
		assertThatExceptionOfType(WebSocketClientHandshakeException.class)
			.isThrownBy(() -> connect(HttpClient.create(), "?model=gpt-realtime-2"));
		assertThatExceptionOfType(WebSocketClientHandshakeException.class).isThrownBy(() -> connect(client(), ""));
		assertThatExceptionOfType(WebSocketClientHandshakeException.class)
			.isThrownBy(() -> connect(client().headers((headers) -> headers.set("OpenAI-Beta", "realtime=v1")),
					"?model=gpt-realtime-2"));
	}

	@Test
	void serverThatDecidesAboutTurnsAnswersByItself() {
		open();
		say("Are you a robot?");
		List<String> types = upTo("response.done").stream().map(SandboxRealtimeTests::type).toList();
		assertThat(types).containsSubsequence("input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped",
				"input_audio_buffer.committed", "conversation.item.added", "response.created", "rate_limits.updated",
				"response.output_item.added", "response.content_part.added", "response.output_audio.delta",
				"response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
				"response.output_item.done", "response.done");
	}

	@Test
	void speechOverTheAnswerInterruptsItUnlessThatIsOurs() {
		open();
		say("What are your opening hours?");
		upTo("response.output_audio.delta");
		say("Wait!");
		List<JsonNode> events = upTo("response.done");
		assertThat(events.stream().map(SandboxRealtimeTests::type)).containsSubsequence("response.output_audio.done",
				"response.output_audio_transcript.done", "response.content_part.done", "response.output_item.done");
		JsonNode done = events.getLast();
		assertThat(done.at("/response/status").asString()).isEqualTo("cancelled");
		assertThat(done.at("/response/status_details/reason").asString()).isEqualTo("turn_detected");
	}

	@Test
	void oneAnswerAtATimeAndNoCancelWithoutOne() {
		open();
		send("{'type':'response.cancel','event_id':'mine'}");
		JsonNode error = upTo("error").getLast().path("error");
		assertThat(error.path("code").asString()).isEqualTo("response_cancel_not_active");
		assertThat(error.path("event_id").asString()).isEqualTo("mine");
		send("{'type':'response.create'}");
		send("{'type':'response.create'}");
		assertThat(upTo("error").getLast().at("/error/code").asString())
			.isEqualTo("conversation_already_has_active_response");
	}

	@Test
	void soundCanBeCutOnlyWhereThereIsSome() {
		open();
		send("{'type':'response.create'}");
		List<JsonNode> events = upTo("response.done");
		String item = events.stream()
			.filter((event) -> type(event).equals("response.output_audio.delta"))
			.findFirst()
			.orElseThrow()
			.path("item_id")
			.asString();
		send("{'type':'conversation.item.truncate','item_id':'" + item + "','content_index':0,'audio_end_ms':999999}");
		assertThat(upTo("error").getLast().at("/error/message").asString())
			.contains("is already shorter than 999999ms");
		send("{'type':'conversation.item.truncate','item_id':'" + item + "','content_index':0,'audio_end_ms':100}");
		assertThat(upTo("conversation.item.truncated").getLast().path("audio_end_ms").asInt()).isEqualTo(100);
		send("{'type':'conversation.item.retrieve','item_id':'" + item + "'}");
		assertThat(upTo("conversation.item.retrieved").getLast().at("/item/content/0/transcript").asString()).isEmpty();
	}

	@Test
	void voiceStaysOnceItWasHeard() {
		open();
		send("{'type':'response.create'}");
		upTo("response.done");
		send("{'type':'session.update','session':{'type':'realtime','audio':{'output':{'voice':'cedar'}}}}");
		assertThat(upTo("error").getLast().at("/error/code").asString()).isEqualTo("cannot_update_voice");
	}

	@Test
	void sessionEndsWhenItsTimeIsOver() {
		open();
		this.realtime.expireAll();
		assertThat(upTo("error").getLast().at("/error/code").asString()).isEqualTo("session_expired");
		WebSocketCloseStatus status = this.closed.asMono().block(PATIENCE);
		assertThat(status).isNotNull();
		assertThat(status.code()).isEqualTo(1001);
	}

	@Test
	void modelWithAPartOfItsOwnPlaysThat() {
		this.part = (_) -> new Part.Performance(Answer.say("I am somebody else."), Duration.ZERO, Duration.ZERO, null);
		open();
		send("{'type':'response.create'}");
		assertThat(upTo("response.done").getLast().at("/response/output/0/content/0/transcript").asString())
			.isEqualTo("I am somebody else.");
		assertThat(this.realtime.openResponses()).isZero();
	}

	@Test
	void answerThatIsToBreakOffDoesSoAfterItsFirstSound() {
		this.part = (_) -> new Part.Performance(Answer.say("I am somebody else."), Duration.ZERO, Duration.ZERO,
				new ModelFault.Cut(2));
		open();
		send("{'type':'response.create'}");
		upTo("response.output_audio.delta");
		upTo("response.output_audio.delta");
		Awaitility.await().atMost(PATIENCE).until(() -> this.realtime.openSockets() == 0);
		assertThat(this.incoming).isEmpty();
	}

	@Test
	void answerThatStallsIsUnderWayUntilItsConnectionIsCut() {
		this.part = (_) -> new Part.Performance(Answer.say("Well."), Duration.ZERO, Duration.ZERO,
				new ModelFault.Stall(0));
		open();
		send("{'type':'response.create'}");
		upTo("rate_limits.updated");
		assertThat(this.realtime.openResponses()).isOne();
		this.realtime.cutAll();
		Awaitility.await().atMost(PATIENCE).until(() -> this.realtime.openSockets() == 0);
		assertThat(this.realtime.openResponses()).isZero();
	}

	@Test
	void emptyBufferCannotBeCommitted() {
		open();
		send("{'type':'input_audio_buffer.commit'}");
		assertThat(upTo("error").getLast().at("/error/code").asString()).isEqualTo("input_audio_buffer_commit_empty");
	}

	@Test
	void clearedBufferIsEmpty() {
		open();
		send("{'type':'input_audio_buffer.append','audio':'////'}");
		send("{'type':'input_audio_buffer.clear'}");
		send("{'type':'input_audio_buffer.commit'}");
		List<JsonNode> events = upTo("error");
		assertThat(events.stream().map(SandboxRealtimeTests::type)).containsExactly("input_audio_buffer.cleared",
				"error");
	}

	@Test
	void whatIsOnlyBegunIsStillEmpty() {
		open();
		send("{'type':'response.create'}");
		JsonNode added = upTo("response.output_item.added").getLast();
		assertThat(added.at("/item/content").isEmpty()).isTrue();
		assertThat(upTo("response.output_item.done").getLast().at("/item/content/0/transcript").asString())
			.isNotBlank();
	}

	private void open() {
		connect(client(), "?model=gpt-realtime-2");
		assertThat(next().path("type").asString()).isEqualTo("session.created");
		send(TELEPHONE);
		JsonNode updated = next();
		assertThat(type(updated)).isEqualTo("session.updated");
		assertThat(updated.at("/session/audio/output/format").toString()).isEqualTo("{\"type\":\"audio/pcmu\"}");
	}

	private HttpClient client() {
		return HttpClient.create().headers((headers) -> headers.set("Authorization", "Bearer sk-test"));
	}

	private void connect(HttpClient client, String query) {
		Sinks.Empty<Void> open = Sinks.empty();
		client.websocket(WebsocketClientSpec.builder().maxFramePayloadLength(1 << 22).build())
			.uri("http://127.0.0.1:" + this.server.port() + "/v1/realtime" + query)
			.handle((in, out) -> {
				open.tryEmitEmpty();
				in.receiveCloseStatus().subscribe(this.closed::tryEmitValue);
				Mono<Void> receiving = in.receive()
					.asString()
					.map(JsonMapper.shared()::readTree)
					.doOnNext(this.incoming::add)
					.doOnTerminate(this.outgoing::tryEmitComplete)
					.then();
				return Mono.when(receiving.onErrorComplete(),
						out.sendString(this.outgoing.asFlux(), StandardCharsets.UTF_8)
							.then(Mono.defer(() -> out.sendClose())));
			})
			.then()
			.subscribe((_) -> {
			}, open::tryEmitError);
		open.asMono().block(PATIENCE);
	}

	private void send(String event) {
		this.outgoing.tryEmitNext(event.replace('\'', '"')).orThrow();
	}

	private void say(String text) {
		byte[] speech = VOICE.say(text).muLaw();
		byte[] sound = Arrays.copyOf(speech, speech.length + 7200);
		Arrays.fill(sound, speech.length, sound.length, (byte) 0xFF);
		for (int from = 0; from < sound.length; from += 800) {
			String part = Base64.getEncoder()
				.encodeToString(Arrays.copyOfRange(sound, from, Math.min(from + 800, sound.length)));
			send("{'type':'input_audio_buffer.append','audio':'" + part + "'}");
		}
	}

	private JsonNode next() {
		try {
			JsonNode event = this.incoming.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			return orFail(event);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static JsonNode orFail(@Nullable JsonNode event) {
		if (event == null) {
			throw new AssertionError("Nothing came within " + PATIENCE);
		}
		return event;
	}

	private List<JsonNode> upTo(String type) {
		List<JsonNode> events = new ArrayList<>();
		do {
			events.add(next());
		}
		while (!type(events.getLast()).equals(type));
		return events;
	}

	private static String type(JsonNode event) {
		return event.path("type").asString("");
	}

}
