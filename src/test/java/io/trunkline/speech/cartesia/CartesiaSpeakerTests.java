package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.trunkline.SideBySide;
import io.trunkline.audio.AudioChunk;
import io.trunkline.provider.Provider;
import io.trunkline.provider.socket.SocketClient;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechException.Kind;
import io.trunkline.speech.SpokenWord;
import io.trunkline.speech.Voice;
import io.trunkline.speech.cartesia.FakeCartesia.Peer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CartesiaSpeaker} over real connections. */
class CartesiaSpeakerTests {

	private final FakeCartesia cartesia = new FakeCartesia();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final List<Speaker> speakers = new ArrayList<>();

	private final Sinks.Many<String> text = Sinks.many().unicast().onBackpressureBuffer();

	@AfterEach
	void nothingIsLeft() {
		this.speakers.forEach((speaker) -> speaker.close().block(FakeCartesia.PATIENCE));
		this.cartesia.close();
		assertThat(this.text.currentSubscriberCount()).isZero();
	}

	@SideBySide
	@Test
	void theConnectionStandsBeforeTheFirstTurn() {
		open();
		assertThat(this.cartesia.accept().uri()).isEqualTo("/tts/websocket");
		awaitConnection();
	}

	@SideBySide
	@Test
	void aTurnIsSpoken() {
		Probe<Speech> speech = Probe.of(open().speak(Flux.just("Hi there. ", "", "Second part.")));
		Peer peer = this.cartesia.accept();
		JsonNode first = peer.json();
		String context = context(first);
		assertThat(first.path("transcript").asString()).isEqualTo("Hi there. ");
		assertThat(first.path("continue").asBoolean()).isTrue();
		assertThat(first.path("max_buffer_delay_ms").asInt()).isZero();
		assertThat(first.path("add_timestamps").asBoolean()).isTrue();
		assertThat(first.path("use_normalized_timestamps").asBoolean()).isFalse();
		assertThat(peer.json().path("transcript").asString()).isEqualTo("Second part.");
		JsonNode end = peer.json();
		assertThat(end.path("transcript").asString()).isEmpty();
		assertThat(end.path("continue").asBoolean()).isFalse();
		assertThat(context(end)).isEqualTo(context);
		peer.send(chunk(context, 1, 160), words(context, "Hi", 0, 0.25), flushDone(context), chunk(context, 2, 800));
		peer.sendSplit(chunk(context, 3, 200_000));
		peer.send(chunk(context, 0, 0), done(context));
		speech.expect(audio(1, 160), audio(2, 800), audio(3, 200_000), spoken("Hi", 0, 250));
		speech.completes();
	}

	@SideBySide
	@Test
	void aTurnWithoutTextJustCompletes() {
		Speaker speaker = open();
		Probe.of(speaker.speak(Flux.empty())).completes();
		Probe.of(speaker.speak(Flux.just("", " ", "\n"))).completes();
		assertThat(this.cartesia.accept().hasText()).isFalse();
	}

	@SideBySide
	@Test
	void blanksGoAlongWithTheNextPiece() {
		Probe<Speech> speech = Probe.of(open().speak(Flux.just("One.", " ", "Two.")));
		Peer peer = this.cartesia.accept();
		assertThat(peer.json().path("transcript").asString()).isEqualTo("One.");
		assertThat(peer.json().path("transcript").asString()).isEqualTo(" Two.");
		speech.cancel();
	}

	@SideBySide
	@Test
	void doneCountsOnlyAfterTheEnd() {
		Probe<Speech> speech = Probe.of(open().speak(this.text.asFlux()));
		Peer peer = this.cartesia.accept();
		this.text.tryEmitNext("One.");
		String context = context(peer.json());
		peer.send(done(context), chunk(context, 1, 160));
		speech.expect(audio(1, 160));
		this.text.tryEmitComplete();
		assertThat(peer.json().path("continue").asBoolean()).isFalse();
		peer.send(done(context));
		speech.completes();
	}

	@SideBySide
	@Test
	void cancellingStopsTheProviderOnceAndDropsWhatStillComes() {
		Speaker speaker = open();
		Probe<Speech> first = Probe.of(speaker.speak(Flux.just("One.")));
		Peer peer = this.cartesia.accept();
		String stale = context(peer.json());
		peer.json();
		peer.send(chunk(stale, 1, 160));
		first.expect(audio(1, 160));
		first.cancel();
		assertThat(peer.text()).isIn("{\"cancel\":true,\"context_id\":\"" + stale + "\"}",
				"{\"context_id\":\"" + stale + "\",\"cancel\":true}");
		Probe<Speech> second = Probe.of(speaker.speak(Flux.just("Two.")));
		String fresh = context(peer.json());
		assertThat(fresh).isNotEqualTo(stale);
		peer.json();
		peer.send(chunk(stale, 1, 160), words(stale, "One", 0, 1), error(stale, 400), done(stale), chunk(fresh, 2, 160),
				done(fresh));
		second.expect(audio(2, 160));
		second.completes();
		assertThat(first.quiet()).isTrue();
		assertThat(peer.hasText()).isFalse();
	}

	@SideBySide
	@Test
	void cancellingBeforeAnyTextSaysNothing() {
		Speaker speaker = open();
		Peer peer = this.cartesia.accept();
		Probe.of(speaker.speak(this.text.asFlux())).cancel();
		Probe<Speech> next = Probe.of(speaker.speak(Flux.just("Two.")));
		assertThat(peer.json().path("transcript").asString()).isEqualTo("Two.");
		next.cancel();
	}

	@SideBySide
	@Test
	void turnsAreToldApart() {
		Speaker speaker = open();
		Peer peer = this.cartesia.accept();
		Probe<Speech> one = Probe.of(speaker.speak(Flux.just("One.")));
		String first = context(peer.json());
		peer.json();
		Probe<Speech> two = Probe.of(speaker.speak(Flux.just("Two.")));
		String second = context(peer.json());
		peer.json();
		peer.send(chunk(second, 2, 80), chunk(first, 1, 160), chunk("someone-else", 9, 160), error(first, 400),
				chunk(second, 3, 80), done(second));
		one.expect(audio(1, 160));
		one.fails(Kind.REJECTED);
		two.expect(audio(2, 80), audio(3, 80));
		two.completes();
	}

	@SideBySide
	@Test
	void anErrorWithoutContextConcernsAll() {
		Speaker speaker = open();
		Peer peer = this.cartesia.accept();
		Probe<Speech> one = Probe.of(speaker.speak(Flux.just("One.")));
		Probe<Speech> two = Probe.of(speaker.speak(Flux.just("Two.")));
		for (int i = 0; i < 4; i++) {
			peer.text();
		}
		peer.send("{\"type\":\"error\",\"status_code\":429,\"error_code\":\"concurrency_limited\",\"title\":\"Busy\"}");
		one.fails(Kind.BUSY);
		two.fails(Kind.BUSY);
	}

	@SideBySide
	@Test
	void anIdleCloseIsNoErrorAndTheNextTurnReconnects() {
		Speaker speaker = open();
		Probe<Speech> one = Probe.of(speaker.speak(Flux.just("One.")));
		Peer peer = this.cartesia.accept();
		String context = context(peer.json());
		peer.send(done(context));
		assertThat(peer.json().path("continue").asBoolean()).isFalse();
		peer.send(done(context));
		one.completes();
		peer.close(1000, "connection idle timeout");
		Awaitility.await().until(this.cartesia::idle);
		Probe<Speech> two = Probe.of(speaker.speak(Flux.just("Two.")));
		Peer anew = this.cartesia.accept();
		String next = context(anew.json());
		anew.json();
		anew.send(chunk(next, 2, 160), done(next));
		two.expect(audio(2, 160));
		two.completes();
		assertThat(this.meters.find("trunkline.provider.errors").counters()).isEmpty();
		assertThat(this.meters.get("trunkline.provider.reconnects").tag("provider", "cartesia-tts").counter().count())
			.isOne();
	}

	@SideBySide
	@Test
	void aConnectionLostWhileAPauseLastsIsReplacedForTheNextPiece() {
		Probe<Speech> speech = Probe.of(open().speak(this.text.asFlux()));
		Peer peer = this.cartesia.accept();
		awaitConnection();
		peer.reset();
		Awaitility.await().until(this.cartesia::idle);
		this.text.tryEmitNext("One.");
		assertThat(this.cartesia.accept().json().path("transcript").asString()).isEqualTo("One.");
		speech.cancel();
	}

	@SideBySide
	@ParameterizedTest
	@ValueSource(ints = { 1000, 1011, 1006 })
	void aTurnGoesOnAtTheFirstWordThatWasNotDelivered(int code) {
		Probe<Speech> speech = Probe.of(open().speak(Flux.just("One two. ", "Three four.")));
		Peer peer = this.cartesia.accept();
		String context = context(peer.json());
		peer.send(words(context, "One", 0, 0.5), words(context, "two.", 0.5, 1), words(context, "Three", 1, 1.5),
				chunk(context, 1, 10_000));
		speech.expect(audio(1, 10_000), new Speech.Words(List.of(word("One", 0, 500), word("two.", 500, 1000))));
		if (code == 1006) {
			peer.reset();
		}
		else {
			peer.close(code, "");
		}
		Peer anew = this.cartesia.accept();
		JsonNode rest = anew.json();
		assertThat(rest.path("transcript").asString()).isEqualTo(" Three four.");
		String second = context(rest);
		assertThat(anew.json().path("continue").asBoolean()).isFalse();
		anew.send(words(second, "Three", 0, 0.5), words(second, "four.", 0.5, 1), chunk(second, 2, 8_000),
				done(second));
		speech.expect(audio(2, 8_000), new Speech.Words(List.of(word("Three", 1250, 1750), word("four.", 1750, 2250))));
		speech.completes();
	}

	@SideBySide
	@Test
	void aConnectionThatIsFinallyLostFailsTheTurn() {
		Probe<Speech> speech = Probe.of(open().speak(Flux.just("One.")));
		Peer peer = this.cartesia.accept();
		peer.json();
		peer.close(1008, "");
		speech.fails(Kind.REJECTED);
	}

	@SideBySide
	@Test
	void aTurnOfWhichNothingWasHeardIsTriedOnceMore() {
		Probe<Speech> speech = Probe.of(open().speak(Flux.just("One. ", "Two.")));
		Peer peer = this.cartesia.accept();
		peer.json();
		peer.json();
		peer.reset();
		Peer anew = this.cartesia.accept();
		assertThat(anew.json().path("transcript").asString()).isEqualTo("One. Two.");
		anew.reset();
		speech.fails(Kind.RETRYABLE);
	}

	@SideBySide
	@Test
	void theThirdLossFailsATurn() {
		Probe<Speech> speech = Probe.of(open().speak(Flux.just("One two three four.")));
		for (int i = 1; i <= 3; i++) {
			Peer peer = this.cartesia.accept();
			String context = context(peer.json());
			String word = List.of("One", "two", "three").get(i - 1);
			peer.send(words(context, word, 0, 0.5), chunk(context, i, 4_000));
			speech.expect(audio(i, 4_000), spoken(word, 500 * (i - 1), 500 * i));
			peer.reset();
		}
		speech.fails(Kind.RETRYABLE);
	}

	@SideBySide
	@Test
	void aContextThatFailsIsReplacedOnTheSameConnection() {
		Probe<Speech> speech = Probe.of(open().speak(Flux.just("One two.")));
		Peer peer = this.cartesia.accept();
		String context = context(peer.json());
		peer.json();
		peer.send(words(context, "One", 0, 0.5), chunk(context, 1, 4_000), error(context, 500));
		speech.expect(audio(1, 4_000), spoken("One", 0, 500));
		JsonNode rest = peer.json();
		assertThat(rest.path("transcript").asString()).isEqualTo(" two.");
		peer.json();
		peer.send(chunk(context(rest), 2, 160), done(context(rest)));
		speech.expect(audio(2, 160));
		speech.completes();
	}

	@SideBySide
	@Test
	void aTurnThatLacksOnlyItsEndIsComplete() {
		Probe<Speech> speech = Probe.of(open().speak(Flux.just("One.")));
		Peer peer = this.cartesia.accept();
		String context = context(peer.json());
		peer.json();
		peer.send(words(context, "One.", 0, 0.5), chunk(context, 1, 4_000));
		speech.expect(audio(1, 4_000), spoken("One.", 0, 500));
		peer.reset();
		speech.completes();
	}

	@SideBySide
	@Test
	void aVoiceThatFailsTooOftenIsNotAsked() {
		this.cartesia.refuse(503);
		CartesiaProperties properties = Settings.patient(this.cartesia);
		Provider voice = Settings.voice(properties, this.meters);
		for (int i = 0; i < 10; i++) {
			voice.failed();
		}
		Speaker speaker = Settings.synthesizer(properties, voice).open(new Voice("", "en"));
		assertThat(Probe.of(speaker.speak(Flux.just("One."))).fails(Kind.UNAVAILABLE))
			.hasMessageContaining("cartesia-tts failed too often");
		speaker.close().block(FakeCartesia.PATIENCE);
	}

	@SideBySide
	@Test
	void aPauseInTheTextEndsTheContextAndTheTurnGoesOnInAnother() {
		Probe<Speech> speech = Probe.of(open().speak(this.text.asFlux()));
		Peer peer = this.cartesia.accept();
		this.text.tryEmitNext("One.");
		String first = context(peer.json());
		peer.send(words(first, "One", 0, 0.5), chunk(first, 1, 4000));
		speech.expect(audio(1, 4000), spoken("One", 0, 500));
		long sounded = System.nanoTime();
		JsonNode end = peer.json();
		assertThat(Duration.ofNanos(System.nanoTime() - sounded)).isLessThan(Duration.ofMillis(1500));
		assertThat(context(end)).isEqualTo(first);
		assertThat(end.path("continue").asBoolean()).isFalse();
		this.text.tryEmitNext("Two.");
		peer.send(chunk(first, 2, 4000), done(first));
		speech.expect(audio(2, 4000));
		JsonNode next = peer.json();
		String second = context(next);
		assertThat(second).isNotEqualTo(first);
		assertThat(next.path("transcript").asString()).isEqualTo("Two.");
		peer.send(chunk(second, 3, 800), words(second, "Two", 0.1, 0.4));
		speech.expect(audio(3, 800));
		this.text.tryEmitComplete();
		assertThat(peer.json().path("continue").asBoolean()).isFalse();
		peer.send(done(second));
		speech.expect(spoken("Two", 1100, 1400));
		speech.completes();
	}

	@SideBySide
	@Test
	void aContextThatExpiredBeforeItsEndIsNoFailure() {
		Probe<Speech> speech = Probe.of(open().speak(this.text.asFlux()));
		Peer peer = this.cartesia.accept();
		this.text.tryEmitNext("One.");
		String first = context(peer.json());
		peer.send(chunk(first, 1, 160));
		speech.expect(audio(1, 160));
		peer.json();
		peer.send(error(first, 400));
		this.text.tryEmitComplete();
		speech.completes();
	}

	@SideBySide
	@Test
	void theTurnCompletesAfterAPauseWithoutFurtherText() {
		Probe<Speech> speech = Probe.of(open().speak(this.text.asFlux()));
		Peer peer = this.cartesia.accept();
		this.text.tryEmitNext("One.");
		String first = context(peer.json());
		peer.send(chunk(first, 1, 160));
		speech.expect(audio(1, 160));
		peer.json();
		peer.send(done(first));
		this.text.tryEmitComplete();
		speech.completes();
		assertThat(peer.hasText()).isFalse();
	}

	@SideBySide
	@Test
	void theFirstSoundHasADeadlineAndTheConnectionIsNotTrustedAfterwards() {
		Speaker speaker = open("deadlines.first-audio", "200ms");
		Probe<Speech> speech = Probe.of(speaker.speak(Flux.just("One.")));
		Peer peer = this.cartesia.accept();
		Peer second = this.cartesia.accept();
		speech.fails(Kind.RETRYABLE);
		assertThat(peer.closed()).isEqualTo(1000);
		assertThat(second.closed()).isEqualTo(1000);
		Probe<Speech> again = Probe.of(speaker.speak(Flux.just("One.")));
		Peer anew = this.cartesia.accept();
		String context = context(anew.json());
		anew.json();
		anew.send(done(context));
		again.completes();
	}

	@SideBySide
	@Test
	void aStreamThatStopsGoesOnOverAnotherConnection() {
		Probe<Speech> speech = Probe.of(open("deadlines.chunk-gap", "300ms").speak(Flux.just("One.")));
		Peer peer = this.cartesia.accept();
		String context = context(peer.json());
		peer.json();
		peer.send(chunk(context, 1, 160));
		speech.expect(audio(1, 160));
		Peer anew = this.cartesia.accept();
		assertThat(peer.closed()).isEqualTo(1000);
		JsonNode again = anew.json();
		assertThat(again.path("transcript").asString()).isEqualTo("One.");
		anew.json();
		anew.send(chunk(context(again), 2, 160), done(context(again)));
		speech.expect(audio(2, 160));
		speech.completes();
	}

	@SideBySide
	@ParameterizedTest
	@CsvSource({ "401, UNAUTHORIZED", "429, BUSY", "500, RETRYABLE", "400, REJECTED" })
	void aRefusedUpgradeFailsTheTurnThatNeedsIt(int status, Kind kind) {
		this.cartesia.refuse(status);
		Speaker speaker = open();
		Awaitility.await().until(() -> !this.meters.find("trunkline.provider.errors").counters().isEmpty());
		Probe.of(speaker.speak(Flux.just("One."))).fails(kind);
		this.cartesia.refuse(0);
		Probe<Speech> later = Probe.of(speaker.speak(Flux.just("Two.")));
		assertThat(this.cartesia.accept().json().path("transcript").asString()).isEqualTo("Two.");
		later.cancel();
	}

	@SideBySide
	@Test
	void whatTheTextFailsWithIsPassedOnAndTheProviderStopped() {
		Probe<Speech> speech = Probe.of(open().speak(this.text.asFlux()));
		Peer peer = this.cartesia.accept();
		this.text.tryEmitNext("One.");
		peer.json();
		this.text.tryEmitError(new IllegalStateException("the text's own"));
		assertThat(peer.json().has("cancel")).isTrue();
		assertThat(speech.error()).hasMessage("the text's own");
	}

	@SideBySide
	@Test
	void textIsTakenNoFasterThanItIsSent() {
		TestPublisher<String> pieces = TestPublisher.create();
		this.cartesia.stayMute();
		Probe<Speech> speech = Probe.of(open().speak(pieces.flux()));
		Awaitility.await().untilAsserted(() -> pieces.assertMinRequested(1));
		pieces.assertMaxRequested(16);
		speech.cancel();
		Awaitility.await().untilAsserted(pieces::assertCancelled);
	}

	@SideBySide
	@Test
	void closingEndsTheTurnAndTheConnection() {
		Speaker speaker = open();
		Probe<Speech> speech = Probe.of(speaker.speak(this.text.asFlux()));
		Peer peer = this.cartesia.accept();
		this.text.tryEmitNext("One.");
		peer.json();
		speaker.close().block(FakeCartesia.PATIENCE);
		speech.fails(Kind.REJECTED);
		assertThat(peer.json().has("cancel")).isTrue();
		assertThat(peer.closed()).isEqualTo(1000);
		speaker.close().block(FakeCartesia.PATIENCE);
		Probe.of(speaker.speak(Flux.just("Two."))).fails(Kind.REJECTED);
	}

	@SideBySide
	@Test
	void closingDoesNotWaitForAPeerThatIsGone() {
		this.cartesia.stayMute();
		Speaker speaker = open();
		speaker.close().block(Duration.ofSeconds(3));
	}

	@SideBySide
	@Test
	void missingSettingsAreNamed() {
		assertThat(Probe.of(open("api-key", "").speak(Flux.just("x"))).fails(Kind.UNAUTHORIZED))
			.hasMessageContaining("trunkline.cartesia.api-key");
		assertThat(Probe.of(open("voice-id", "").speak(Flux.just("x"))).fails(Kind.REJECTED))
			.hasMessageContaining("trunkline.cartesia.voice-id");
	}

	@SideBySide
	@Test
	void everythingStaysOnTheCallsEventLoop() throws InterruptedException {
		EventLoop loop = SocketClient.loop();
		CountDownLatch opened = new CountDownLatch(1);
		List<Thread> thread = new ArrayList<>();
		Probe<Speech> speech = new Probe<>();
		loop.execute(() -> {
			thread.add(Thread.currentThread());
			open().speak(Flux.just("One.")).subscribe(speech);
			opened.countDown();
		});
		opened.await();
		Peer peer = this.cartesia.accept();
		String context = context(peer.json());
		peer.json();
		peer.send(chunk(context, 1, 160), done(context));
		speech.expect(audio(1, 160));
		speech.completes();
		assertThat(speech.threads()).containsOnly(thread.getFirst());
	}

	@SideBySide
	@Test
	void manyPiecesKeepTheirOrder() {
		Probe<Speech> speech = Probe.of(open().speak(Flux.range(0, 300).map((i) -> "Piece " + i + ". ")));
		Peer peer = this.cartesia.accept();
		for (int i = 0; i < 300; i++) {
			assertThat(peer.json().path("transcript").asString()).isEqualTo("Piece " + i + ". ");
		}
		assertThat(peer.json().path("continue").asBoolean()).isFalse();
		speech.cancel();
	}

	private void awaitConnection() {
		Awaitility.await()
			.untilAsserted(() -> assertThat(
					this.meters.get("trunkline.provider.connect").tag("provider", "cartesia-tts").timer().count())
				.isOne());
	}

	private Speaker open(String... settings) {
		CartesiaProperties properties = Settings.patient(this.cartesia, settings);
		Speaker speaker = Settings.synthesizer(properties, this.meters).open(new Voice("", "en"));
		this.speakers.add(speaker);
		return speaker;
	}

	private static String context(JsonNode request) {
		return request.path("context_id").asString();
	}

	private static Speech audio(int filling, int length) {
		return new Speech.Audio(AudioChunk.telephone(bytes(filling, length)));
	}

	private static Speech spoken(String word, int start, int end) {
		return new Speech.Words(List.of(word(word, start, end)));
	}

	private static SpokenWord word(String word, int start, int end) {
		return new SpokenWord(word, Duration.ofMillis(start), Duration.ofMillis(end));
	}

	private static byte[] bytes(int filling, int length) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) filling);
		return bytes;
	}

	private static String chunk(String context, int filling, int length) {
		return message("chunk", context, ",\"step_time\":41.7,\"flush_id\":1,\"data\":\""
				+ Base64.getEncoder().encodeToString(bytes(filling, length)) + "\"");
	}

	private static String words(String context, String word, double start, double end) {
		return message("timestamps", context,
				",\"word_timestamps\":{\"words\":[\"" + word + "\"],\"start\":[" + start + "],\"end\":[" + end + "]}");
	}

	private static String flushDone(String context) {
		return message("flush_done", context, ",\"flush_done\":true,\"flush_id\":1");
	}

	private static String done(String context) {
		return message("done", context, "");
	}

	private static String error(String context, int status) {
		return "{\"type\":\"error\",\"done\":true,\"status_code\":" + status
				+ ",\"title\":\"Context has closed\",\"message\":\"x\",\"context_id\":\"" + context + "\"}";
	}

	private static String message(String type, String context, String rest) {
		return "{\"type\":\"" + type + "\",\"context_id\":\"" + context + "\",\"status_code\":206,\"done\":"
				+ "done".equals(type) + rest + "}";
	}

}
