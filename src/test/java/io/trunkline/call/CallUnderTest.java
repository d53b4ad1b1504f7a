package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.ToolSource;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.call.memory.Briefings;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.engine.FakeSession;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierState;
import io.trunkline.telephony.FakeControl;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.VirtualCallLoop;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call in virtual time: what the other side does is told to it, what it does is kept.
 */
final class CallUnderTest {

	private final VirtualCallLoop loop = new VirtualCallLoop();

	private final FakeMediaStream stream = new FakeMediaStream(this.loop);

	private final FakeSession session = new FakeSession(this.loop);

	private final FakeControl control = new FakeControl("bandwidth");

	private final List<CallEvent> events = new ArrayList<>();

	private final List<Outcome> outcomes = new ArrayList<>();

	private final LiveCall call;

	private CallUnderTest(CallLeg.Direction direction, int streams, ToolSource tools, Agent agent) {
		CallLeg leg = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"), "+12025550123",
				"+12025550100", direction);
		Agents agents = new Agents(List.of(agent));
		CallMeters meters = new CallMeters(new SimpleMeterRegistry());
		Toolboxes toolboxes = new Toolboxes(agents, List.of(tools), Schedulers.immediate(), new SimpleMeterRegistry());
		Preparation prepared = new Preparation(
				new Briefings(agents, CallerLookup.NONE, () -> Instant.EPOCH).about(leg, agent.name(), Map.of())
					.orElseThrow(),
				toolboxes::of, this.session,
				agent.greeting().isEmpty() ? reactor.core.publisher.Flux.empty() : FakeSession.spoken(agent.greeting()),
				new Dialogue(), streams, (streams > 1) ? Opening.AGAIN : Opening.FRESH);
		this.call = new LiveCall(leg, prepared, this.stream,
				new PlaybackProperties(Duration.ofMillis(320), Duration.ofMillis(80), Duration.ZERO),
				new CallDeparture(List.of(this.control), Optional.of(new PhoneNumber("+12025550199")), meters), meters,
				(_, event) -> this.events.add(event));
	}

	/** Somebody calls an agent with these settings. */
	static CallUnderTest inbound(String... settings) {
		return new CallUnderTest(CallLeg.Direction.INBOUND, 1, noTools(), SampleAgents.reception(settings));
	}

	/** The same with tools of its own. */
	static CallUnderTest inbound(ToolSource tools, String... settings) {
		return new CallUnderTest(CallLeg.Direction.INBOUND, 1, tools, SampleAgents.reception(settings));
	}

	/** An agent with these settings calls somebody. */
	static CallUnderTest outbound(String... settings) {
		return new CallUnderTest(CallLeg.Direction.OUTBOUND, 1, noTools(), SampleAgents.reception(settings));
	}

	/** It goes on with a second stream. */
	static CallUnderTest outboundAgain(String... settings) {
		return new CallUnderTest(CallLeg.Direction.OUTBOUND, 2, noTools(), SampleAgents.reception(settings));
	}

	private static ToolSource noTools() {
		return (ToolSource.Fixed) Map::of;
	}

	/** The media stream is up. */
	CallUnderTest open() {
		this.loop.execute(() -> this.call.serve().subscribe(this.outcomes::add));
		this.loop.runDue();
		return this;
	}

	LiveCall call() {
		return this.call;
	}

	FakeSession session() {
		return this.session;
	}

	FakeMediaStream stream() {
		return this.stream;
	}

	/** What the carrier was asked to do. */
	List<String> asked() {
		return this.control.asked();
	}

	List<CallEvent> events() {
		return this.events;
	}

	List<Outcome> outcomes() {
		return this.outcomes;
	}

	/** From here on the carrier refuses whatever it is asked. */
	void refuse() {
		this.control.is(CarrierState.DISAGREEING);
	}

	void pass(int millis) {
		this.loop.pass(Duration.ofMillis(millis));
	}

	/** What was heard of the agent, turn by turn. */
	List<String> agentSaid() {
		return this.events.stream()
			.filter(CallEvent.AgentSpoke.class::isInstance)
			.map((event) -> ((CallEvent.AgentSpoke) event).heard())
			.toList();
	}

	/** Ends what has not ended, and looks for what is left. */
	void close() {
		if (this.outcomes.isEmpty()) {
			this.stream.end(MediaStream.Ending.STOPPED);
		}
		this.loop.runDue();
		assertThat(this.outcomes).hasSize(1);
		assertThat(this.loop.waiting()).as("tasks left on the loop").isZero();
		assertThat(this.session.isClosed()).isTrue();
		assertThat(this.stream.isClosed()).isTrue();
		assertThat(this.stream.late()).as("sound after the end").isZero();
	}

}
