package io.trunkline.agent.tool;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ToolboxTests {

	private final Toolbox toolbox = new Toolbox(Set.of(ToolName.HANG_UP, ToolName.TRANSFER), Set.of("human", "sales"));

	@Test
	void transfersToAConfiguredAlias() {
		assertThat(this.toolbox.check("transfer", "{\"destination\":\"sales\"}")).isEqualTo(new Deed.Transfer("sales"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"destination\":\"+19005550000\"}", "{\"destination\":\"HUMAN\"}", "{\"destination\":7}",
			"{\"destination\":[\"human\"]}", "{}", "", "human", "{\"destination\":\"human\"", "null" })
	void neverTransfersAnywhereElse(String arguments) {
		assertThat(this.toolbox.check("transfer", arguments)).isInstanceOf(Deed.Refused.class);
	}

	@Test
	void toolThatTheAgentDoesNotHaveIsRefused() {
		Toolbox bare = new Toolbox(Set.of(ToolName.HANG_UP), Set.of("human"));
		assertThat(bare.check("transfer", "{\"destination\":\"human\"}")).isInstanceOf(Deed.Refused.class);
		assertThat(bare.check("rm", "{}")).isInstanceOf(Deed.Refused.class);
		assertThat(bare.check("hang_up", "")).isEqualTo(new Deed.HangUp());
	}

	@Test
	void transferIsNotOfferedWithoutADestination() {
		Toolbox nowhere = new Toolbox(Set.of(ToolName.TRANSFER), Set.of());
		assertThat(nowhere.descriptions()).isEmpty();
	}

	@Test
	void modelIsToldOfAliasesOnly() {
		assertThat(this.toolbox.descriptions()).extracting(ToolDescription::name)
			.containsExactly("hang_up", "transfer");
		assertThat(this.toolbox.descriptions().getLast().schema()).contains("[\"human\",\"sales\"]");
	}

}
