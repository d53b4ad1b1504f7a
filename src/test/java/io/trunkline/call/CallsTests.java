package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.admission.Admission;
import io.trunkline.admission.Admissions;
import io.trunkline.admission.ExpectedCall;
import io.trunkline.admission.Permits;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.audio.AudioFormat;
import io.trunkline.call.memory.Briefings;
import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.FakeSession;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.VirtualCallLoop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class CallsTests {

	private static final Answer FALLBACK = new Answer.PassOn(new PhoneNumber("+12025550199"));

	private final VirtualCallLoop loop = new VirtualCallLoop();

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final AtomicLong clock = new AtomicLong();

	private final FakeEngine engine = new FakeEngine();

	private final Admission admission = Admissions.inMemory();

	private final Permits permits = Admissions.permits(2);

	private final Calls calls = calls(this.admission, this.permits);

	@AfterEach
	void everyPlaceIsFreeAgain() {
		this.calls.stop();
		this.loop.runDue();
		assertThat(this.permits.active() + this.permits.reserved()).isZero();
		assertThat(this.engine.opened).allMatch(FakeSession::isClosed);
		this.scheduler.dispose();
	}

	@Test
	void repeatedOfferGetsTheSameAnswerAndOnePlace() {
		Answer first = offer("c-1");
		assertThat(offer("c-1")).isEqualTo(first);
		assertThat(this.permits.reserved()).isOne();
		assertThat(this.engine.opened).hasSize(1);
	}

	@Test
	void fullHouseAnswersWithTheFallback() {
		offer("c-1");
		offer("c-2");
		assertThat(offer("c-3")).isEqualTo(FALLBACK);
	}

	@Test
	void callWithoutATokenGetsTheFallbackAndItsPlaceBack() {
		Calls deaf = calls(new BrokenAdmission(), this.permits);
		assertThat(deaf.offered(leg("c-1")).block()).isEqualTo(FALLBACK);
		assertThat(this.permits.reserved()).isZero();
	}

	@Test
	void tokenLetsOneSocketIn() {
		String token = token(offer("c-1"));
		AdmittedCall admitted = admit(this.calls, token).orElseThrow();
		assertThat(admitted.leg()).isEqualTo(leg("c-1"));
		assertThat(admit(this.calls, token)).isEmpty();
		admitted.abandon();
	}

	@Test
	void callerWhoHangsUpBeforeTheSocketLeavesNothing() {
		String token = token(offer("c-1"));
		this.calls.notice(leg("c-1"), new CarrierNotice.Disconnected("cancel", ""));
		assertThat(this.permits.reserved()).isZero();
		assertThat(admit(this.calls, token)).isEmpty();
	}

	@Test
	void webhookThatComesAfterTheEndReservesNothing() {
		serve(token(offer("c-1")), MediaStream.Ending.BROKEN);
		this.calls.notice(leg("c-1"), new CarrierNotice.Disconnected("hangup", ""));
		assertThat(this.calls.streamPassed(leg("c-1")).block()).isEqualTo(new Answer.HangUp());
		assertThat(this.permits.reserved()).isZero();
	}

	@Test
	void socketThatNeverComesCostsThePlaceForAMinuteOnly() {
		offer("c-1");
		this.scheduler.advanceTimeBy(Duration.ofSeconds(64));
		assertThat(this.permits.reserved()).isOne();
		this.scheduler.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.permits.reserved()).isZero();
	}

	@Test
	void callIsHungUpAfterAStreamThatEndedRegularly() {
		serve(token(offer("c-1")), MediaStream.Ending.STOPPED);
		assertThat(this.calls.streamPassed(leg("c-1")).block()).isEqualTo(new Answer.HangUp());
	}

	@Test
	void brokenStreamIsReplacedOnceAndOnlyOneThatRanWellOnceMore() {
		serve(token(offer("c-1")), MediaStream.Ending.BROKEN);
		Answer second = this.calls.streamPassed(leg("c-1")).block();
		assertThat(second).isInstanceOfSatisfying(Answer.Connect.class,
				(connect) -> assertThat(connect.stream()).isEqualTo(2));
		serve(token(second), MediaStream.Ending.BROKEN, Duration.ofSeconds(31));
		Answer third = this.calls.streamPassed(leg("c-1")).block();
		assertThat(third).isInstanceOf(Answer.Connect.class);
		serve(token(third), MediaStream.Ending.BROKEN);
		assertThat(this.calls.streamPassed(leg("c-1")).block()).as("too soon").isEqualTo(FALLBACK);
	}

	@Test
	void streamThatNeverCameUpIsReplacedToo() {
		String token = token(offer("c-1"));
		Answer again = this.calls.streamPassed(leg("c-1")).block();
		assertThat(admit(this.calls, token)).isEmpty();
		admit(this.calls, token(again)).orElseThrow().abandon();
	}

	@Test
	void conversationGoesOnOnTheNewStream() {
		serve(token(offer("c-1")), MediaStream.Ending.BROKEN);
		FakeMediaStream stream = new FakeMediaStream(this.loop);
		begin(admit(this.calls, token(this.calls.streamPassed(leg("c-1")).block())).orElseThrow(), stream);
		this.loop.pass(Duration.ofSeconds(3));
		this.engine.opened.getLast().hear("Where were we?");
		assertThat(this.engine.opened.getLast().histories().getFirst().toString()).contains("Hello.",
				"The line is back");
		stream.end(MediaStream.Ending.STOPPED);
		this.loop.runDue();
	}

	@Test
	void anotherPodServesACallThatThisOneWasOffered() {
		Permits places = Admissions.permits(1);
		Calls otherPod = calls(this.admission, places);
		AdmittedCall admitted = admit(otherPod, token(offer("c-1"))).orElseThrow();
		assertThat(admitted.leg()).isEqualTo(leg("c-1"));
		assertThat(places.reserved()).isOne();
		admitted.abandon();
		assertThat(places.reserved()).isZero();
	}

	@Test
	void fullPodLetsNoSocketInForAnotherPodsCall() {
		Permits places = Admissions.permits(1);
		Calls otherPod = calls(this.admission, places);
		AdmittedCall admitted = admit(otherPod, token(offer("c-1"))).orElseThrow();
		assertThat(admit(otherPod, token(offer("c-2")))).isEmpty();
		admitted.abandon();
	}

	@Test
	void goingDownEndsEveryCallAndWaitsForIt() {
		FakeMediaStream stream = new FakeMediaStream(this.loop);
		begin(admit(this.calls, token(offer("c-1"))).orElseThrow(), stream);
		List<String> told = new ArrayList<>();
		this.calls.stop(() -> told.add("stopped"));
		assertThat(told).isEmpty();
		this.loop.runDue();
		assertThat(told).containsExactly("stopped");
		assertThat(stream.isClosed()).isTrue();
	}

	private void serve(String token, MediaStream.Ending ending) {
		serve(token, ending, Duration.ofSeconds(2));
	}

	private void serve(String token, MediaStream.Ending ending, Duration length) {
		FakeMediaStream stream = new FakeMediaStream(this.loop);
		begin(admit(this.calls, token).orElseThrow(), stream);
		this.loop.pass(length);
		assertThat(this.permits.active()).isOne();
		stream.end(ending);
		this.loop.runDue();
		assertThat(this.permits.active()).isZero();
	}

	private void begin(AdmittedCall admitted, FakeMediaStream stream) {
		this.loop.execute(() -> admitted.serve(stream).subscribe());
		this.loop.runDue();
	}

	private Answer offer(String callId) {
		return Mono.from(this.calls.offered(leg(callId))).blockOptional().orElseThrow();
	}

	private static Optional<AdmittedCall> admit(Calls pod, String token) {
		return pod.admit(token).blockOptional();
	}

	private static String token(@Nullable Answer answer) {
		assertThat(answer).isInstanceOf(Answer.Connect.class);
		return ((Answer.Connect) Objects.requireNonNull(answer)).token().value();
	}

	private static CallLeg leg(String callId) {
		return new CallLeg("bandwidth", new AccountId("9900000"), new CallId(callId), "+12025550123", "+12025550100",
				CallLeg.Direction.INBOUND);
	}

	private Calls calls(Admission doorkeeper, Permits places) {
		CallMeters meters = new CallMeters(new SimpleMeterRegistry());
		Agents agents = new Agents(List.of(agent()));
		Reception reception = new Reception(new Briefings(agents, CallerLookup.NONE, () -> Instant.EPOCH),
				Reception.byNumber(agents), Toolbelts.of(agent())::of, places, List.of(this.engine), List.of(),
				this.scheduler);
		LiveCalls liveCalls = new LiveCalls(
				new PlaybackProperties(Duration.ofMillis(320), Duration.ofMillis(80), Duration.ZERO),
				new CallDeparture(List.of(), Optional.empty(), meters), meters, List.of());
		return new Calls(reception, doorkeeper, (_) -> Mono.empty(), FALLBACK, new Answer.Apologise("We are sorry."),
				liveCalls, this.clock::get);
	}

	private static Agent agent() {
		return SampleAgents.reception("turn.silence", "60s");
	}

	/** Opens sessions and keeps them in sight. */
	private final class FakeEngine implements VoiceEngine {

		private final List<FakeSession> opened = new ArrayList<>();

		@Override
		public Agent.Engine kind() {
			return Agent.Engine.CASCADE;
		}

		@Override
		public EngineSession open(Agent agent, AudioFormat format) {
			FakeSession session = new FakeSession(CallsTests.this.loop);
			this.opened.add(session);
			return session;
		}

	}

	/** Whose store is away. */
	private static final class BrokenAdmission implements Admission {

		@Override
		public Mono<String> issue(ExpectedCall call) {
			return Mono.error(new IllegalStateException("no store"));
		}

		@Override
		public Mono<ExpectedCall> redeem(String token) {
			return Mono.error(new IllegalStateException("no store"));
		}

		@Override
		public Mono<Void> revoke(String callId) {
			return Mono.error(new IllegalStateException("no store"));
		}

	}

}
