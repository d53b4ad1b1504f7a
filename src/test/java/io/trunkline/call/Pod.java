package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.admission.Admission;
import io.trunkline.admission.Admissions;
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
import io.trunkline.telephony.FakeControl;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.VirtualCallLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All calls of one process in virtual time, with a carrier that does what it is asked.
 */
final class Pod {

	static final PhoneNumber FALLBACK = new PhoneNumber("+12025550199");

	final VirtualCallLoop loop = new VirtualCallLoop();

	final List<FakeSession> opened = new ArrayList<>();

	final FakeControl control = new FakeControl("bandwidth");

	final List<CallEvent> events = new ArrayList<>();

	final Map<String, Orders.Order> orders = new HashMap<>();

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	final Admission admission;

	final Permits permits = Admissions.permits(3);

	final Calls calls;

	private final List<FakeMediaStream> streams = new ArrayList<>();

	Pod(String... settings) {
		this(Admissions.inMemory(), settings);
	}

	/** One of several that share their tokens. */
	Pod(Admission admission, String... settings) {
		this.admission = admission;
		Agent agent = SampleAgents.reception(settings);
		CallMeters callMeters = new CallMeters(this.meters);
		Agents agents = new Agents(List.of(agent));
		Reception reception = new Reception(new Briefings(agents, CallerLookup.NONE, () -> Instant.EPOCH),
				Reception.byNumber(agents), Toolbelts.of(agent)::of, this.permits, List.of(new Engine()), List.of(),
				new LoopScheduler(this.loop));
		CallDeparture departure = new CallDeparture(List.of(this.control), Optional.of(FALLBACK), callMeters);
		LiveCalls liveCalls = new LiveCalls(
				new PlaybackProperties(Duration.ofMillis(320), Duration.ofMillis(80), Duration.ZERO), departure,
				callMeters, List.of((_, event) -> this.events.add(event)));
		this.calls = new Calls(reception, this.admission, (leg) -> Mono.justOrEmpty(this.orders.get(leg.tag())),
				new Answer.PassOn(FALLBACK), new Answer.Apologise("We are sorry."), liveCalls, this.loop::nanoTime);
	}

	static CallLeg leg() {
		return new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"), "+12025550123", "+12025550100",
				CallLeg.Direction.INBOUND);
	}

	static CallLeg placed(String callId) {
		return new CallLeg("bandwidth", new AccountId("9900000"), new CallId(callId), "+12025550100", "+12025550123",
				CallLeg.Direction.OUTBOUND, "order-1");
	}

	FakeMediaStream open(@Nullable Answer answer) {
		AdmittedCall admitted = admit(answer).orElseThrow();
		FakeMediaStream stream = new FakeMediaStream(this.loop);
		this.streams.add(stream);
		this.loop.execute(() -> admitted.serve(stream).subscribe());
		pass(500);
		return stream;
	}

	Optional<AdmittedCall> admit(@Nullable Answer answer) {
		assertThat(answer).isInstanceOf(Answer.Connect.class);
		return this.calls.admit(((Answer.Connect) Objects.requireNonNull(answer)).token().value()).blockOptional();
	}

	FakeMediaStream lastStream() {
		return this.streams.getLast();
	}

	FakeSession session() {
		return this.opened.getLast();
	}

	void pass(long millis) {
		this.loop.pass(Duration.ofMillis(millis));
	}

	<T extends CallEvent> List<T> told(Class<T> kind) {
		return this.events.stream().filter(kind::isInstance).map(kind::cast).toList();
	}

	/** No place, session, token or timer. */
	void assertNothingIsLeft() {
		assertThat(this.permits.active() + this.permits.reserved()).as("places").isZero();
		assertThat(this.opened).allMatch(FakeSession::isClosed);
		assertThat(this.loop.waiting()).as("timers").isZero();
		assertThat(this.streams).as("sound after the end").allMatch((stream) -> stream.late() == 0);
	}

	/** Opens sessions and keeps them in sight. */
	private final class Engine implements VoiceEngine {

		@Override
		public Agent.Engine kind() {
			return Agent.Engine.CASCADE;
		}

		@Override
		public EngineSession open(Agent agent, AudioFormat format) {
			FakeSession session = new FakeSession(Pod.this.loop);
			Pod.this.opened.add(session);
			return session;
		}

	}

}
