package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.language.Message;
import io.trunkline.provider.Provider;
import io.trunkline.sandbox.openai.SandboxBrain;
import io.trunkline.sandbox.openai.realtime.RealtimeOptions;
import io.trunkline.sandbox.openai.realtime.SandboxRealtime;
import io.trunkline.sandbox.voice.Heard;
import io.trunkline.sandbox.voice.SandboxVoice;
import io.trunkline.sandbox.voice.WordReader;
import io.trunkline.speech.Hearing;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A session of the engine, the sandbox's server, and a caller between them. */
final class RealtimeLine implements AutoCloseable {

	static final SandboxVoice VOICE = new SandboxVoice();

	static final Duration PATIENCE = Duration.ofSeconds(20);

	final SandboxRealtime server;

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	final List<Hearing> heard = new CopyOnWriteArrayList<>();

	final List<Message> history = new ArrayList<>();

	private final DisposableServer socket;

	private final RealtimeProperties properties;

	private final Sinks.Many<AudioChunk> caller = Sinks.many().unicast().onBackpressureBuffer();

	private final Agent agent;

	private final PhraseMemory phrases = new PhraseMemory();

	private @Nullable EngineSession session;

	private @Nullable Disposable listening;

	private volatile @Nullable Throwable hearingFailed;

	RealtimeLine(RealtimeOptions options, String... settings) {
		this.server = new SandboxRealtime(VOICE, new SandboxBrain(), (_) -> Optional.empty(), options);
		this.socket = HttpServer.create().host("127.0.0.1").port(0).route(this.server::routes).bindNow();
		this.agent = SampleAgents.reception("engine", "realtime", "greeting", "Hello, this is Trunkline.");
		this.phrases.expect(List.of(this.agent));
		this.properties = properties("ws://127.0.0.1:" + this.socket.port() + "/v1/realtime", settings);
	}

	static RealtimeOptions instant() {
		return new RealtimeOptions("", Duration.ZERO, Duration.ofMillis(100), 200, true, Duration.ZERO,
				Duration.ofMinutes(60));
	}

	static RealtimeProperties properties(String url, String... settings) {
		Map<String, String> all = new LinkedHashMap<>(
				Map.of("trunkline.realtime.url", url, "trunkline.realtime.api-key", "sk-test"));
		for (int at = 0; at < settings.length; at += 2) {
			all.put("trunkline.realtime." + settings[at], settings[at + 1]);
		}
		return new Binder(new MapConfigurationPropertySource(all)).bind("trunkline.realtime", RealtimeProperties.class)
			.get();
	}

	Agent agent() {
		return this.agent;
	}

	/** Opens a session and begins to listen. */
	EngineSession open(AudioFormat format, VoiceEngine... reserve) {
		Provider provider = new Provider("openai-realtime", this.properties.maxSessions(), "max", this.meters);
		RealtimeEngine engine = new RealtimeEngine(this.properties, new RealtimeEndpoint(this.properties, provider),
				Toolbelts.of(this.agent, colleague()), this.phrases, new RealtimeMeters(this.meters),
				() -> Arrays.stream(reserve).findFirst());
		EngineSession opened = engine.open(this.agent, format);
		this.session = opened;
		this.listening = opened.listen(this.caller.asFlux())
			.subscribe(this.heard::add, (cause) -> this.hearingFailed = cause);
		return opened;
	}

	EngineSession open() {
		return open(AudioFormat.TELEPHONE);
	}

	static Agent colleague() {
		return SampleAgents.agent("colleague", Map.of("instructions", "Sell.", "greeting", "", "numbers",
				"+12025550177", "engine", "realtime", "tools", "hang_up"));
	}

	@Nullable Throwable hearingFailed() {
		return this.hearingFailed;
	}

	EngineSession session() {
		return Optional.ofNullable(this.session).orElseThrow();
	}

	/** The caller says something and is silent then. */
	void say(String text) {
		speak(VOICE.say(text).muLaw());
		silence(900);
	}

	void speak(byte[] sound) {
		for (int from = 0; from < sound.length; from += 160) {
			this.caller
				.tryEmitNext(AudioChunk.telephone(Arrays.copyOfRange(sound, from, Math.min(from + 160, sound.length))))
				.orThrow();
		}
	}

	void silence(int millis) {
		speak(AudioChunk.silence(Duration.ofMillis(millis)).bytes());
	}

	/** Says it and waits until it is a turn, which goes into the history. */
	String ask(String text) {
		int before = ended().size();
		say(text);
		await(() -> ended().size() > before);
		String said = ended().getLast();
		this.history.add(new Message.Caller(said));
		return said;
	}

	List<String> ended() {
		return this.heard.stream()
			.filter(Hearing.TurnEnded.class::isInstance)
			.map((end) -> ((Hearing.TurnEnded) end).transcript())
			.toList();
	}

	/** The whole answer; what was said of it goes into the history. */
	List<Utterance> answer() {
		List<Utterance> all = session().reply(this.history, Pace.UNBOUNDED).collectList().block(PATIENCE);
		List<Utterance> utterances = Optional.ofNullable(all).orElseThrow();
		this.history.add(new Message.Agent(written(utterances),
				utterances.stream()
					.filter(Utterance.ToolAsked.class::isInstance)
					.map((asked) -> ((Utterance.ToolAsked) asked).call())
					.toList()));
		return utterances;
	}

	List<String> items() {
		return Optional.ofNullable(this.server.items().block(PATIENCE)).orElseThrow();
	}

	static String written(List<Utterance> utterances) {
		StringBuilder text = new StringBuilder();
		utterances.stream()
			.filter(Utterance.Written.class::isInstance)
			.forEach((part) -> text.append(((Utterance.Written) part).text()));
		return text.toString();
	}

	/** What somebody hears in the sound. */
	static String audible(List<Utterance> utterances) {
		WordReader reader = new WordReader();
		List<String> words = new ArrayList<>();
		for (Utterance utterance : utterances) {
			if (utterance instanceof Utterance.Sound(AudioChunk chunk)) {
				reader.read(chunk.bytes(), 0, chunk.bytes().length).stream().map(Heard::word).forEach(words::add);
			}
		}
		return String.join(" ", words);
	}

	static void await(Callable<Boolean> condition) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(condition);
	}

	boolean hears(Predicate<Hearing> what) {
		return this.heard.stream().anyMatch(what);
	}

	@Override
	public void close() {
		if (this.listening != null) {
			this.listening.dispose();
		}
		if (this.session != null) {
			this.session.close().block(PATIENCE);
		}
		await(() -> this.server.openSockets() == 0);
		this.socket.disposeNow();
	}

}
