package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.ArgumentSchema;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Tool;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.agent.tool.Toolbox;
import io.trunkline.call.contact.CallKeys;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.memory.Briefings;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.playback.PlaybackLedger;
import io.trunkline.engine.FakeSession;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.VirtualCallLoop;
import io.trunkline.turn.Opening;
import io.trunkline.turn.ToolAsk;
import io.trunkline.turn.TurnEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

class CallToolsTests {

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550123", "+12025550100", CallLeg.Direction.INBOUND);

	private final Sinks.One<String> result = Sinks.one();

	private final List<String> seen = new ArrayList<>();

	private final Agent agent = SampleAgents.reception("variables.customer-id", "4711");

	private final Toolbox toolbox = Toolbelts
		.of(Toolbelts.source(tool("look", Effect.READ), tool("book", Effect.WRITE)), "look", "book");

	private final Dialogue dialogue = new Dialogue();

	private final VirtualCallLoop loop = new VirtualCallLoop();

	private final List<TurnEvent> turns = new ArrayList<>();

	private final CallKeys keys = new CallKeys(this.agent.keys(), this.loop, this.turns::add);

	private final List<Boolean> recorded = new ArrayList<>();

	private final CallTools tools = new CallTools(LEG,
			new Preparation(briefing(this.agent), (_) -> this.toolbox, new FakeSession(this.loop), Flux.empty(),
					this.dialogue, 1, Opening.FRESH),
			this.keys, new CallRecording(this.agent.recording(), this::record, true, Schedulers.immediate(), (_) -> {
			}), Schedulers.immediate());

	private final List<String> done = new ArrayList<>();

	@BeforeEach
	void agentIsSpeaking() {
		this.dialogue.callerSaid("Look.");
		this.dialogue.begin(new PlaybackLedger(2));
	}

	@Test
	void resultStandsInTheHistoryWhenTheToolIsDone() {
		assertThat(this.tools.asked(call("call_1", "look"))).isEqualTo(new ToolAsk.Run("call_1", true));
		run("call_1");
		assertThat(this.done).isEmpty();
		this.result.tryEmitValue("sunny").orThrow();
		assertThat(this.done).containsExactly("call_1");
		assertThat(this.dialogue.messages()).contains(new Message.ToolResult("call_1", "sunny"));
	}

	@Test
	void toolKnowsTheCallAndItsVariables() {
		this.tools.asked(call("call_1", "look"));
		run("call_1");
		assertThat(this.seen).containsExactly("c-1 +12025550123 4711");
	}

	@Test
	void readingIsGivenUpAndWritingIsNot() {
		this.tools.asked(call("call_1", "look"));
		this.tools.asked(call("call_2", "book"));
		run("call_1");
		run("call_2");
		this.tools.cancel("call_1");
		this.tools.cancel("call_2");
		this.result.tryEmitValue("booked").orThrow();
		assertThat(this.done).containsExactly("call_2");
	}

	@Test
	void nothingIsWrittenAfterTheCall() {
		this.tools.asked(call("call_1", "book"));
		run("call_1");
		this.tools.close();
		this.result.tryEmitValue("booked").orThrow();
		assertThat(this.done).isEmpty();
		assertThat(this.dialogue.messages()).noneMatch(Message.ToolResult.class::isInstance);
	}

	@Test
	void callsThatTheModelNamesAlikeAreToldApart() {
		assertThat(this.tools.asked(call("call_0", "look")).id()).isEqualTo("call_0");
		assertThat(this.tools.asked(call("call_0", "look")).id()).isEqualTo("call_0-2");
		assertThat(this.tools.asked(call("call_0", "look")).id()).isEqualTo("call_0-3");
	}

	@Test
	void toolThatIsNotThereIsRefused() {
		assertThat(this.tools.asked(call("call_1", "delete"))).isInstanceOf(ToolAsk.Refused.class);
	}

	private Mono<Void> record(boolean on) {
		return Mono.fromRunnable(() -> this.recorded.add(on));
	}

	private void run(String askId) {
		this.tools.run(askId, (_) -> this.done.add(askId));
	}

	private static Briefing briefing(Agent agent) {
		return new Briefings(new Agents(List.of(agent)), CallerLookup.NONE, () -> Instant.EPOCH)
			.about(LEG, agent.name(), Map.of())
			.orElseThrow();
	}

	private Tool tool(String name, Effect effect) {
		return new Tool(name, "", ArgumentSchema.none(), effect, Duration.ofSeconds(30), 1000, (invocation) -> {
			this.seen.add(invocation.context().call() + " " + invocation.context().from() + " "
					+ invocation.context().variable("customer_id"));
			return this.result.asMono();
		});
	}

	private static ToolCall call(String id, String tool) {
		return new ToolCall(id, tool, "{}");
	}

}
