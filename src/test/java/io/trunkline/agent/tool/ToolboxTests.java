package io.trunkline.agent.tool;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ToolboxTests {

	private static final Map<String, String> DESTINATIONS = Map.of("sales", "+12025550111", "human", "+12025550199");

	private final Toolbox toolbox = toolbox(List.of("hang_up", "transfer"), DESTINATIONS);

	@Test
	void transfersToAConfiguredAlias() {
		assertThat(check(this.toolbox, "transfer", "{\"destination\":\"sales\"}"))
			.isEqualTo(new Deed.Transfer("sales"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"destination\":\"+19005550000\"}", "{\"destination\":\"HUMAN\"}", "{\"destination\":7}",
			"{\"destination\":[\"human\"]}", "{}", "", "human", "{\"destination\":\"human\"", "null",
			"{\"destination\":\"human\"} {}", "{\"destination\":\"human\",\"number\":\"+19005550000\"}" })
	void neverTransfersAnywhereElse(String arguments) {
		assertThat(check(this.toolbox, "transfer", arguments)).isInstanceOf(Deed.Refused.class);
	}

	@Test
	void refusalNamesTheChoiceAndNotWhatWasGiven() {
		assertThat(check(this.toolbox, "transfer", "{\"destination\":\"+19005550000\"}"))
			.isEqualTo(new Deed.Refused("destination must be one of: human, sales"));
	}

	@Test
	void toolThatTheAgentDoesNotHaveIsRefused() {
		Toolbox bare = toolbox(List.of("hang_up"), DESTINATIONS);
		assertThat(check(bare, "transfer", "{\"destination\":\"human\"}")).isInstanceOf(Deed.Refused.class);
		assertThat(check(bare, "rm", "{}")).isInstanceOf(Deed.Refused.class);
		assertThat(check(bare, "hang_up", "")).isEqualTo(new Deed.HangUp());
	}

	@Test
	void transferIsNotOfferedWithoutADestination() {
		assertThat(toolbox(List.of("transfer"), Map.of()).descriptions()).isEmpty();
	}

	@Test
	void modelIsToldOfAliasesOnlyAndInTheAgentsOrder() {
		assertThat(this.toolbox.descriptions()).extracting(ToolDescription::name)
			.containsExactly("hang_up", "transfer");
		assertThat(this.toolbox.descriptions().getLast().schema()).contains("[\"human\",\"sales\"]")
			.doesNotContain("+1202");
		assertThat(this.toolbox.descriptions()).allMatch((tool) -> tool.description().contains("hears it first"));
	}

	@Test
	void handsOverToListedAgentsOnly() {
		Agent reception = Toolbelts.agent(List.of("hand_over"), Map.of(), List.of("billing"));
		Agent billing = Toolbelts.agent("billing", List.of(), Map.of(), List.of());
		Toolbox box = Toolbelts.of(reception, billing).of(reception);
		assertThat(check(box, "hand_over", "{\"agent\":\"billing\"}")).isEqualTo(new Deed.HandOver("billing"));
		assertThat(check(box, "hand_over", "{\"agent\":\"reception\"}")).isInstanceOf(Deed.Refused.class);
		assertThat(box.descriptions().getFirst().description()).contains("hears it first");
	}

	@Test
	void agentsThatNameAToolThatIsNotThereAreRefusedAtOnce() {
		Agent reception = Toolbelts.agent(List.of("order_status", "hand_over"), Map.of(), List.of());
		Agent billing = Toolbelts.agent("billing", List.of("refund"), Map.of(), List.of());
		assertThatIllegalArgumentException().isThrownBy(() -> Toolbelts.of(reception, billing))
			.withMessageContaining("trunkline.agents.reception.tools[0] names order_status")
			.withMessageContaining("trunkline.agents.reception.hand-over names no agent")
			.withMessageContaining("trunkline.agents.billing.tools[0] names refund")
			.withMessageContaining("hang_up, transfer, hand_over");
	}

	@Test
	void twoToolsOfOneNameAreRefused() {
		Tool impostor = new Tool("hang_up", "", ArgumentSchema.none(), Effect.READ, Duration.ofSeconds(1), 100,
				(_) -> Mono.empty());
		Agents agents = new Agents(List.of(Toolbelts.agent(List.of(), Map.of(), List.of())));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Toolboxes(agents, List.of(Toolbelts.source(impostor)), Schedulers.parallel(),
					new SimpleMeterRegistry()))
			.withMessageContaining("all but one must change: hang_up");
	}

	@Test
	void nothingRunsBeforeTheArgumentsFitAndSomebodySubscribes() {
		Tool tool = new Tool("look", "", ArgumentSchema.none(), Effect.READ, Duration.ofSeconds(1), 100, (_) -> {
			throw new AssertionError("ran");
		});
		Toolbox box = Toolbelts.of(Toolbelts.source(tool), "look");
		assertThat(check(box, "look", "{\"x\":1}")).isEqualTo(new Deed.Refused("x is not known"));
		assertThat(check(box, "look", "{}")).isInstanceOf(Deed.Run.class);
	}

	private static Deed check(Toolbox toolbox, String name, String arguments) {
		return toolbox.check("call_1", name, arguments, Toolbelts.CALL);
	}

	private static Toolbox toolbox(List<String> tools, Map<String, String> destinations) {
		Agent agent = Toolbelts.agent(tools, destinations, List.of());
		return Toolbelts.of(agent).of(agent);
	}

}
