package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.trunkline.sandbox.openai.Conversation;
import io.trunkline.sandbox.openai.Conversation.Role;
import io.trunkline.sandbox.openai.ModelFault;
import io.trunkline.sandbox.openai.Part.Performance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptedModelTests {

	private final ScriptedModel model = new ScriptedModel(ScenarioReader.read("a.yml", "+12025551000", """
			title: Rules
			model:
			  first-token: 1s
			  answers:
			    - when: "Prices"
			      fails: 500
			      times: 2
			    - when: "prices"
			      says: "A dollar."
			      first-token: 2s
			    - when: "bye"
			      says: "Bye."
			      calls: hang_up
			dialogue:
			  - ends: caller_hangup
			""").model());

	@Test
	void firstRuleThatFitsAnswersUntilItIsUsedUp() {
		assertThat(ask("What are your prices?").fault()).isInstanceOf(ModelFault.Refuse.class);
		assertThat(ask("Your prices, please.").fault()).isInstanceOf(ModelFault.Refuse.class);
		Performance third = ask("The prices!");
		assertThat(third.fault()).isNull();
		assertThat(third.answer().text()).isEqualTo("A dollar.");
		assertThat(third.firstToken()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void remarkIsAnsweredWhileItIsTheLatestMessage() {
		ScriptedModel told = new ScriptedModel(ScenarioReader.read("a.yml", "+12025551000", """
				title: A remark
				model:
				  answers:
				    - told: "line there is busy"
				      says: "They are busy."
				    - says: "Something else."
				      calls:
				        ask_digits: {length: 4, secret: true, terminator: "#"}
				dialogue:
				  - ends: caller_hangup
				""").model());
		Conversation.Line remark = new Conversation.Line(Role.SYSTEM, "The line there is busy.", "");
		Conversation.Line caller = new Conversation.Line(Role.USER, "Well.", "");
		assertThat(told.perform(new Conversation(List.of(caller, remark), Set.of())).answer().text())
			.isEqualTo("They are busy.");
		assertThat(told.perform(new Conversation(List.of(remark, caller), Set.of())).answer().calls()).singleElement()
			.satisfies((call) -> assertThat(call.arguments())
				.isEqualTo("{\"length\":4,\"secret\":true,\"terminator\":\"#\"}"));
	}

	@Test
	void callsAToolAsItIsTold() {
		assertThat(ask("Good bye").answer().calls()).singleElement()
			.satisfies((call) -> assertThat(call.tool()).isEqualTo("hang_up"));
	}

	@Test
	void receptionistAnswersWhatNoRuleFits() {
		Performance other = ask("Are you a robot?");
		assertThat(other.answer().text()).contains("computer voice");
		assertThat(other.firstToken()).isEqualTo(Duration.ofSeconds(1));
	}

	private Performance ask(String said) {
		return this.model
			.perform(new Conversation(List.of(new Conversation.Line(Role.USER, said, "")), Set.of("hang_up")));
	}

}
