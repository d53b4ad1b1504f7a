package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.trunkline.SideBySide;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.MuLaw;
import io.trunkline.provider.socket.SocketClient;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechException.Kind;
import io.trunkline.speech.cartesia.FakeCartesia.Peer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CartesiaRecognizer} over real connections. */
class CartesiaRecognizerTests {

	private static final String CONNECTED = "{\"type\":\"connected\",\"request_id\":\"c7b1\"}";

	private final FakeCartesia cartesia = new FakeCartesia();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Sinks.Many<AudioChunk> caller = Sinks.many().unicast().onBackpressureBuffer();

	@AfterEach
	void nothingIsLeft() {
		this.cartesia.close();
		assertThat(this.caller.currentSubscriberCount()).isZero();
	}

	@SideBySide
	@Test
	void aTurnsSocketIsOpenedAsDocumented() {
		Probe<Hearing> heard = recognize("keyterms", "Zürich HB,Kloten & Co+", "turn-end-timeout", "3s");
		Peer peer = this.cartesia.accept();
		assertThat(peer.uri()).isEqualTo("/stt/turns/websocket?model=ink-2&encoding=pcm_mulaw&sample_rate=8000"
				+ "&keyterm=Z%C3%BCrich%20HB&keyterm=Kloten%20%26%20Co%2B"
				+ "&turn_start_threshold=0.8&turn_eager_end_threshold=0.5&turn_end_threshold=0.25"
				+ "&turn_end_timeout_ms=3000");
		peer.send(CONNECTED);
		heard.expect(new Hearing.Connected());
		heard.cancel();
		assertThat(peer.closed()).isEqualTo(1000);
	}

	@SideBySide
	@Test
	void aTurnIsHeard() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED);
		heard.expect(new Hearing.Connected());
		say(1, 2, 3);
		assertThat(peer.audio()).isEqualTo(frame(1).bytes());
		assertThat(peer.audio()).isEqualTo(frame(2).bytes());
		assertThat(peer.audio()).isEqualTo(frame(3).bytes());
		peer.send(turn("start", ""), turn("update", "I want"), turn("eager_end", "I want to"), turn("resume", ""));
		peer.sendSplit(turn("end", "I want to go."));
		heard.expect(new Hearing.TurnStarted(), new Hearing.TurnUpdated("I want"),
				new Hearing.TurnEagerlyEnded("I want to"), new Hearing.TurnResumed(),
				new Hearing.TurnEnded("I want to go."));
		heard.cancel();
		assertThat(this.meters.get("trunkline.provider.connect").tag("provider", "cartesia-stt").timer().count())
			.isOne();
	}

	@SideBySide
	@Test
	void audioWaitsForConnectedAndTheOldestGoesFirst() {
		Probe<Hearing> heard = recognize();
		for (int i = 0; i < 40; i++) {
			say(i);
		}
		Peer peer = this.cartesia.accept();
		assertThat(peer.hasAudio()).isFalse();
		peer.send(CONNECTED);
		heard.expect(new Hearing.Connected());
		for (int i = 0; i < 40; i++) {
			assertThat(peer.audio()).isEqualTo(frame(i).bytes());
		}
		heard.cancel();
	}

	@SideBySide
	@Test
	void audioFlowsWithoutConnectedAfterAWhile() {
		Probe<Hearing> heard = recognize("deadlines.connected", "100ms");
		say(7);
		Peer peer = this.cartesia.accept();
		heard.expect(new Hearing.Connected());
		assertThat(peer.audio()).isEqualTo(frame(7).bytes());
		peer.send(CONNECTED, turn("start", ""));
		heard.expect(new Hearing.TurnStarted());
		heard.cancel();
	}

	@SideBySide
	@Test
	void silenceFlowsWhileATurnIsOpenAndTheCallerIsNotHeard() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED, turn("start", ""));
		heard.expect(new Hearing.Connected(), new Hearing.TurnStarted());
		byte[] silence = peer.audio();
		assertThat(silence).hasSizeBetween(4000, 8000).containsOnly(0xFF);
		assertThat(peer.audio()).containsOnly(0xFF);
		peer.send(turn("end", "Hi."));
		heard.expect(new Hearing.TurnEnded("Hi."));
		heard.cancel();
	}

	@SideBySide
	@Test
	void aHangUpLetsTheLastWordsCome() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED, turn("start", ""));
		say(1);
		heard.expect(new Hearing.Connected(), new Hearing.TurnStarted());
		this.caller.tryEmitComplete();
		assertThat(peer.text()).isEqualTo("{\"type\":\"close\"}");
		peer.send(turn("end", "Bye."));
		peer.close(1000, "");
		heard.expect(new Hearing.TurnEnded("Bye."));
		heard.completes();
	}

	@SideBySide
	@Test
	void aHangUpBeforeTheConnectionStillDeliversTheAudio() {
		Probe<Hearing> heard = recognize();
		say(1, 2);
		this.caller.tryEmitComplete();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED);
		assertThat(peer.audio()).isEqualTo(frame(1).bytes());
		assertThat(peer.audio()).isEqualTo(frame(2).bytes());
		assertThat(peer.text()).isEqualTo("{\"type\":\"close\"}");
		peer.close(1000, "");
		heard.expect(new Hearing.Connected());
		heard.completes();
	}

	@SideBySide
	@Test
	void lastWordsAreNotWaitedForForever() {
		Probe<Hearing> heard = recognize("deadlines.drain", "100ms");
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED, turn("start", ""), turn("update", "I was"));
		heard.expect(new Hearing.Connected(), new Hearing.TurnStarted(), new Hearing.TurnUpdated("I was"));
		this.caller.tryEmitComplete();
		heard.expect(new Hearing.TurnEnded("I was"));
		heard.completes();
		assertThat(peer.closed()).isEqualTo(1000);
	}

	@SideBySide
	@Test
	void anErrorAfterAHangUpOnlyMeansThatNothingWasSaid() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED);
		heard.expect(new Hearing.Connected());
		this.caller.tryEmitComplete();
		peer.text();
		peer.send("{\"type\":\"error\",\"status_code\":500,\"title\":\"Too short\"}");
		heard.completes();
	}

	@SideBySide
	@ParameterizedTest
	@CsvSource({ "400, REJECTED", "401, UNAUTHORIZED", "402, UNAUTHORIZED", "403, UNAUTHORIZED" })
	void aRefusedUpgradeSaysWhy(int status, Kind kind) {
		this.cartesia.refuse(status);
		recognize().fails(kind);
		assertThat(errors(kind.name().toLowerCase(java.util.Locale.ROOT))).isOne();
	}

	@SideBySide
	@ParameterizedTest
	@CsvSource({ "1008, REJECTED", "1003, REJECTED" })
	void aCloseThatIsFinalSaysWhy(int code, Kind kind) {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED);
		heard.expect(new Hearing.Connected());
		peer.close(code, "Invalid turn thresholds");
		assertThat(heard.fails(kind)).hasMessageContaining(code + " Invalid turn thresholds");
	}

	@SideBySide
	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1011, 1006 })
	void aConnectionThatIsLostIsReplacedAndTheTurnGoesOn(int code) {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED);
		heard.expect(new Hearing.Connected());
		say(1, 2);
		assertThat(peer.audio()).isEqualTo(frame(1).bytes());
		assertThat(peer.audio()).isEqualTo(frame(2).bytes());
		peer.send(turn("start", ""), turn("update", "I want"), turn("eager_end", "I want"));
		heard.expect(new Hearing.TurnStarted(), new Hearing.TurnUpdated("I want"),
				new Hearing.TurnEagerlyEnded("I want"));
		if (code == 1006) {
			peer.reset();
		}
		else {
			peer.close(code, "");
		}
		Peer anew = this.cartesia.accept();
		say(3);
		anew.send(CONNECTED);
		heard.expect(new Hearing.TurnResumed());
		for (int i = 1; i <= 3; i++) {
			assertThat(anew.audio()).isEqualTo(frame(i).bytes());
		}
		anew.send(turn("start", ""), turn("update", "I"), turn("update", "I want to"), turn("end", "I want to go."));
		heard.expect(new Hearing.TurnUpdated("I want to"), new Hearing.TurnEnded("I want to go."));
		heard.cancel();
		assertThat(reconnects("restored")).isOne();
		assertThat(this.meters.get("trunkline.provider.replayed.seconds").counter().count()).isEqualTo(0.04);
	}

	@SideBySide
	@Test
	void anErrorThatMayPassReplacesTheConnection() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED, "{\"type\":\"error\",\"status_code\":500,\"title\":\"Oops\"}");
		heard.expect(new Hearing.Connected());
		assertThat(peer.closed()).isEqualTo(1000);
		Peer anew = this.cartesia.accept();
		anew.send(CONNECTED, turn("start", ""));
		heard.expect(new Hearing.TurnStarted());
		heard.cancel();
	}

	@SideBySide
	@Test
	void aTurnThatTheNewConnectionDoesNotNoticeEndsWithItsWords() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED, turn("start", ""), turn("update", "Yes"));
		heard.expect(new Hearing.Connected(), new Hearing.TurnStarted(), new Hearing.TurnUpdated("Yes"));
		peer.reset();
		this.cartesia.accept().send(CONNECTED);
		heard.expect(new Hearing.TurnEnded("Yes"));
		heard.cancel();
	}

	@SideBySide
	@ParameterizedTest
	@CsvSource({ "429, BUSY, 3", "500, RETRYABLE, 4", "503, RETRYABLE, 4" })
	void aRefusalThatMayPassIsTriedAgainAFewTimes(int status, Kind kind, int attempts) {
		this.cartesia.refuse(status);
		recognize().fails(kind);
		assertThat(errors(kind.name().toLowerCase(java.util.Locale.ROOT))).isEqualTo(attempts);
		assertThat(reconnects("failed")).isEqualTo(attempts - 1);
	}

	@SideBySide
	@Test
	void theThirdLossInAMinuteIsFinal() {
		Probe<Hearing> heard = recognize();
		for (int i = 0; i < 3; i++) {
			Peer peer = this.cartesia.accept();
			peer.send(CONNECTED, turn("start", ""), turn("end", "Hi."));
			if (i == 0) {
				heard.expect(new Hearing.Connected());
			}
			heard.expect(new Hearing.TurnStarted(), new Hearing.TurnEnded("Hi."));
			peer.reset();
		}
		heard.fails(Kind.RETRYABLE);
	}

	@SideBySide
	@Test
	void cancellingBetweenTwoConnectionsLeavesNothing() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED);
		heard.expect(new Hearing.Connected());
		this.cartesia.refuse(503);
		peer.reset();
		Awaitility.await().until(() -> reconnects("failed") > 0);
		heard.cancel();
		assertThat(heard.quiet()).isTrue();
	}

	@SideBySide
	@Test
	void aHangUpWhileThereIsNoConnectionEndsTheOpenTurn() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED, turn("start", ""), turn("update", "I was"));
		heard.expect(new Hearing.Connected(), new Hearing.TurnStarted(), new Hearing.TurnUpdated("I was"));
		this.cartesia.refuse(503);
		peer.reset();
		Awaitility.await().until(() -> reconnects("failed") > 0);
		this.caller.tryEmitComplete();
		heard.expect(new Hearing.TurnEnded("I was"));
		heard.completes();
	}

	@SideBySide
	@Test
	void aProviderThatFailsTooOftenIsNotAsked() {
		CartesiaRecognizer recognizer = recognizer();
		this.cartesia.refuse(503);
		for (int i = 0; i < 2; i++) {
			Probe.of(recognizer.recognize(Flux.never())).fails(Kind.RETRYABLE);
		}
		Probe.of(recognizer.recognize(Flux.never())).fails(Kind.UNAVAILABLE);
		this.cartesia.refuse(0);
		assertThat(Probe.of(recognizer.recognize(Flux.never())).fails(Kind.UNAVAILABLE))
			.hasMessageContaining("cartesia-stt failed too often");
		assertThat(this.cartesia.idle()).isTrue();
	}

	@SideBySide
	@Test
	void aConnectionOverTheBudgetIsRefusedAndNamesTheSetting() {
		CartesiaRecognizer recognizer = recognizer("max-stt", "1");
		Probe<Hearing> first = Probe.of(recognizer.recognize(this.caller.asFlux()));
		Peer peer = this.cartesia.accept();
		assertThat(Probe.of(recognizer.recognize(Flux.never())).fails(Kind.UNAVAILABLE))
			.hasMessageContaining("raise trunkline.cartesia.max-stt");
		first.cancel();
		assertThat(peer.closed()).isEqualTo(1000);
		Awaitility.await().until(() -> this.meters.get("trunkline.provider.in.use").gauge().value() == 0);
		Probe.of(recognizer.recognize(Flux.never())).cancel();
	}

	@SideBySide
	@Test
	void anErrorEndsTheSession() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send("{\"type\":\"error\",\"status_code\":400,\"error_code\":\"model_not_found\",\"title\":\"No model\"}");
		assertThat(heard.fails(Kind.REJECTED)).hasMessageContaining("model_not_found");
		assertThat(peer.closed()).isEqualTo(1000);
	}

	@SideBySide
	@Test
	void nobodyAtTheAddress() {
		Probe<Hearing> heard = Probe.of(recognizer("url", "http://127.0.0.1:1").recognize(Flux.never()));
		heard.fails(Kind.RETRYABLE);
	}

	@SideBySide
	@Test
	void anUpgradeWithoutAnswerHasADeadline() {
		this.cartesia.stayMute();
		recognize("deadlines.connect", "200ms").fails(Kind.RETRYABLE);
	}

	@SideBySide
	@Test
	void aPeerWithoutASignOfLifeIsGivenUp() {
		this.cartesia.stopPonging();
		Probe<Hearing> heard = recognize("deadlines.ping", "200ms", "deadlines.pong", "100ms");
		this.cartesia.accept().send(CONNECTED);
		heard.expect(new Hearing.Connected());
		this.cartesia.accept().send(CONNECTED);
		this.cartesia.accept().send(CONNECTED);
		assertThat(heard.fails(Kind.RETRYABLE)).hasMessageContaining("sign of life");
	}

	@SideBySide
	@Test
	void aPeerThatAnswersPingsIsKept() {
		Probe<Hearing> heard = recognize("deadlines.ping", "800ms", "deadlines.pong", "700ms");
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED);
		heard.expect(new Hearing.Connected());
		Awaitility.await().during(Duration.ofMillis(1700)).atMost(FakeCartesia.PATIENCE).until(heard::quiet);
		peer.send(turn("start", ""));
		heard.expect(new Hearing.TurnStarted());
		heard.cancel();
	}

	@SideBySide
	@Test
	void whatIsMalformedOrUnknownIsPassedOver() {
		Probe<Hearing> heard = recognize();
		Peer peer = this.cartesia.accept();
		peer.send("not json", "{\"type\":\"weather\"}", CONNECTED);
		heard.expect(new Hearing.Connected());
		assertThat(errors("malformed")).isOne();
		heard.cancel();
	}

	@SideBySide
	@Test
	void aPeerThatDoesNotReadCostsTheOldestAudio() {
		Probe<Hearing> heard = recognize("deadlines.ping", "1s", "deadlines.pong", "900ms");
		Peer peer = this.cartesia.accept();
		peer.send(CONNECTED);
		heard.expect(new Hearing.Connected());
		peer.stopReading();
		byte[] oneSecond = new byte[8_000];
		for (int i = 0; i < 300 && errors("audio_dropped") == 0; i++) {
			this.caller.tryEmitNext(AudioChunk.telephone(oneSecond.clone())).orThrow();
		}
		Awaitility.await().untilAsserted(() -> assertThat(errors("audio_dropped")).isPositive());
		heard.cancel();
	}

	@SideBySide
	@Test
	void aMissingKeyIsNamed() {
		assertThat(Probe.of(recognizer("api-key", "").recognize(Flux.never())).fails(Kind.UNAUTHORIZED))
			.hasMessageContaining("trunkline.cartesia.api-key");
	}

	@SideBySide
	@Test
	void everythingStaysOnTheSubscribersEventLoop() throws InterruptedException {
		EventLoop loop = SocketClient.loop();
		Probe<Hearing> heard = new Probe<>();
		CountDownLatch subscribed = new CountDownLatch(1);
		List<Thread> thread = new ArrayList<>();
		loop.execute(() -> {
			thread.add(Thread.currentThread());
			recognizer().recognize(this.caller.asFlux()).subscribe(heard);
			subscribed.countDown();
		});
		subscribed.await();
		this.cartesia.accept().send(CONNECTED, turn("start", ""));
		heard.expect(new Hearing.Connected(), new Hearing.TurnStarted());
		assertThat(heard.threads()).containsOnly(thread.getFirst());
		heard.cancel();
	}

	@SideBySide
	@Test
	void aManualSocketIsDrivenBySilence() {
		Probe<Hearing> heard = recognize("stt", "manual", "manual.end-silence", "200ms", "keyterms", "Kloten");
		Peer peer = this.cartesia.accept();
		assertThat(peer.uri())
			.isEqualTo("/stt/websocket?model=ink-2&encoding=pcm_mulaw&sample_rate=8000&language=en&keyterm=Kloten");
		heard.expect(new Hearing.Connected());
		sound(0, 1);
		sound(3000, 10);
		heard.expect(new Hearing.TurnStarted());
		sound(0, 10);
		assertThat(peer.text()).isEqualTo("finalize");
		peer.send(transcript(" see you", true), transcript(" to", false), transcript(" tomor", true),
				transcript("row", true), "{\"type\":\"flush_done\",\"request_id\":\"8d0c\"}");
		heard.expect(new Hearing.TurnUpdated(" see you"), new Hearing.TurnUpdated(" see you to"),
				new Hearing.TurnUpdated(" see you tomor"), new Hearing.TurnUpdated(" see you tomorrow"),
				new Hearing.TurnEnded(" see you tomorrow"));
		this.caller.tryEmitComplete();
		assertThat(peer.text()).isEqualTo("close");
		peer.send("{\"type\":\"done\",\"request_id\":\"8d0c\"}");
		heard.completes();
	}

	@SideBySide
	@Test
	void aMutedCallersUtteranceEndsAsWell() {
		Probe<Hearing> heard = recognize("stt", "manual");
		Peer peer = this.cartesia.accept();
		heard.expect(new Hearing.Connected());
		sound(0, 1);
		sound(3000, 10);
		heard.expect(new Hearing.TurnStarted());
		assertThat(peer.text()).isEqualTo("finalize");
		heard.cancel();
	}

	private Probe<Hearing> recognize(String... settings) {
		return Probe.of(recognizer(settings).recognize(this.caller.asFlux()));
	}

	private CartesiaRecognizer recognizer(String... settings) {
		CartesiaProperties properties = Settings.patient(this.cartesia, settings);
		return Settings.recognizer(properties, this.meters);
	}

	private void say(int... numbers) {
		for (int number : numbers) {
			this.caller.tryEmitNext(frame(number)).orThrow();
		}
	}

	private void sound(int amplitude, int frames) {
		for (int i = 0; i < frames; i++) {
			byte[] bytes = new byte[160];
			Arrays.fill(bytes, MuLaw.encode(amplitude));
			this.caller.tryEmitNext(AudioChunk.telephone(bytes)).orThrow();
		}
	}

	private double errors(String error) {
		return this.meters.find("trunkline.provider.errors")
			.tags("provider", "cartesia-stt", "error", error)
			.counters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	private double reconnects(String outcome) {
		return this.meters.find("trunkline.provider.reconnects")
			.tags("provider", "cartesia-stt", "outcome", outcome)
			.counters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	private static AudioChunk frame(int number) {
		byte[] bytes = new byte[160];
		Arrays.fill(bytes, (byte) number);
		return AudioChunk.telephone(bytes);
	}

	private static String turn(String type, String transcript) {
		return "{\"type\":\"turn." + type + "\",\"request_id\":\"c7b1\",\"transcript\":\"" + transcript + "\"}";
	}

	private static String transcript(String text, boolean isFinal) {
		return "{\"type\":\"transcript\",\"text\":\"" + text + "\",\"is_final\":" + isFinal + "}";
	}

}
