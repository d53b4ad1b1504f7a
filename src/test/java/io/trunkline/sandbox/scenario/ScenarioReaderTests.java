package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.Phrase;
import io.trunkline.sandbox.openai.ModelFault;
import io.trunkline.sandbox.scenario.Line.Cue;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScenarioReaderTests {

	private static final String WHOLE = """
			title: Everything that there is
			pending: "not yet"
			from: "+12025550177"
			route:
			  closed.sentence: "We are closed."
			agent:
			  greeting: "Good day."
			  turn.speculation.per-turn: 0
			  tools: [hang_up, transfer]
			model:
			  first-token: 300ms
			  answers:
			    - when: "person"
			      says: "One moment."
			      calls:
			        transfer:
			          destination: human
			    - fails: 503
			      times: 2
			    - fails: stall
			    - fails: lost
			voice:
			  first-audio: 100ms
			  fails-at: "holidays"
			carrier: [{api-conflict: 2}]
			callee: busy
			callees:
			  "+12025550191": no-answer
			  "+12025550192":
			    after: 2s
			    dialogue:
			      - agent: "A caller"
			      - keys: "1"
			      - connected:
			      - callee: "Hello."
			record:
			  transfers: [{result: busy}]
			record-never: ["4711"]
			dialogue:
			  - agent: "Good day"
			    within: 2s
			  - caller: "A person, please."
			  - caller: "Now."
			    after: 400ms
			  - caller-noise: 300ms
			    after-words: 6
			  - agent-stops: 500ms
			  - agent-silent: 3s
			  - agent-never: "Good day"
			  - stream-breaks:
			  - transferred: "+12025550199"
			  - person: "Hello"
			  - keys: "12#"
			    after: 1s
			  - agent-presses: "3"
			  - recording: paused
			    within: 3s
			  - ends: agent_hangup
			    within: 5s
			""";

	@Test
	void readsAllThatThereIs() {
		Scenario scenario = read(WHOLE);
		assertThat(scenario.name()).isEqualTo("whole");
		assertThat(scenario.pending()).isEqualTo("not yet");
		assertThat(scenario.settings().agent()).isEqualTo(Map.of("greeting", "Good day.", "turn.speculation.per-turn",
				"0", "tools[0]", "hang_up", "tools[1]", "transfer"));
		assertThat(scenario.model().firstToken()).isEqualTo(Duration.ofMillis(300));
		assertThat(scenario.model().rules().getFirst().answer().calls()).singleElement()
			.satisfies((call) -> assertThat(call.arguments()).isEqualTo("{\"destination\":\"human\"}"));
		assertThat(scenario.model().rules()).flatExtracting((rule) -> rule.fault().stream().toList())
			.containsExactly(new ModelFault.Refuse(503, "sandbox_fault"), new ModelFault.Stall(8),
					new ModelFault.Cut(0));
		assertThat(scenario.voice()).isEqualTo(new Scenario.Voice(Duration.ofMillis(100), "holidays", 0));
		assertThat(scenario.carrier().kinds()).containsExactly(Fault.API_CONFLICT);
		assertThat(scenario.carrier().apiFailures()).isEqualTo(2);
		assertThat(scenario.from()).isEqualTo("+12025550177");
		assertThat(scenario.settings().route()).isEqualTo(Map.of("closed.sentence", "We are closed."));
		assertThat(scenario.others().usual()).isInstanceOf(Callee.Busy.class);
		assertThat(scenario.others().fates()).containsOnlyKeys("+12025550191");
		assertThat(scenario.others().parts()).hasEntrySatisfying("+12025550192",
				(part) -> assertThat(part.lines()).hasSize(4));
		assertThat(scenario.record())
			.isEqualTo(new Scenario.Kept(Map.of("transfers[0].result", "busy"), Set.of("4711")));
		assertThat(scenario.dialogue()).containsExactly(
				new Line.Agent("Good day", Phrase.of("good day"), Duration.ofSeconds(2)),
				new Line.Caller("A person, please.", new Cue.AgentQuiet()),
				new Line.Caller("Now.", new Cue.After(Duration.ofMillis(400))),
				new Line.Noise(Duration.ofMillis(300), new Cue.AfterWords(6)),
				new Line.AgentStops(Duration.ofMillis(500)), new Line.AgentSilent(Duration.ofSeconds(3)),
				new Line.AgentNever("Good day", Phrase.of("good day")), new Line.StreamBreaks(new Cue.AgentQuiet()),
				new Line.Transferred("+12025550199", Duration.ofSeconds(10)),
				new Line.Person("Hello", Phrase.of("hello"), Duration.ofSeconds(10)),
				new Line.Keys("12#", new Cue.After(Duration.ofSeconds(1))),
				new Line.KeysHeard("3", Duration.ofSeconds(10)), new Line.Recording("paused", Duration.ofSeconds(3)),
				new Line.Ends(Outcome.AGENT_HANGUP, Duration.ofSeconds(5)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			title:            | titel:          | 1: unknown key 'titel'; nearest: title
			agent-stops:      | agent-stop:     | unknown line 'agent-stop'; nearest: agent-stops
			'within: 2s'      | 'witin: 2s'     | unknown key 'witin' beside 'agent'; nearest: within
			agent_hangup      | agent_hangs_up  | unknown 'agent_hangs_up'; nearest: agent_hangup
			api-conflict      | api-conflicts   | unknown 'api-conflicts'; nearest: api_conflict
			300ms             | soon            | expected a time like 500ms or 2s, but found 'soon'
			'times: 2'        | 'times: twice'  | expected a number, but found 'twice'
			'fails-at:'       | 'fail-at:'      | unknown key 'fail-at'; nearest: fails-at
			'callee: busy'    | 'callee: gone'  | unknown 'gone'
			'- fails: stall'  | '- when: x'     | an answer says, calls or fails
			'- ends: agent_hangup' | '- agent: Bye' | the last line, and no other, must say how the call 'ends'
			'- caller: "Now."' | '- caller: ""' | nothing is said
			'title: Every'    | 'title: [Every' | whole.yml:
			'keys: "12#"'     | 'keys: "12x"'   | no telephone has all of these keys: '12x'
			recording: paused | recording: pausd | unknown 'pausd'; nearest: paused
			'- connected:'    | '- stream-breaks:' | whoever is rung has only lines
			'": no-answer'    | '": gone'       | unknown 'gone'; a callee answers
			'after: 2s'       | 'afte: 2s'      | unknown key 'afte'; nearest: after
			'from: "+12025550177"' | 'call: busy' | who is called has neither 'from' nor 'route'
			'greeting: "Good day."' | 'engine: realtime' | engine 'realtime' has a voice of its own
			""")
	void namesLineAndWhatWasMeant(String right, String wrong, String complaint) {
		assertThat(WHOLE).contains(right);
		String text = WHOLE.replaceFirst(java.util.regex.Pattern.quote(right), wrong);
		assertThatThrownBy(() -> read(text)).isInstanceOf(ScenarioFormatException.class)
			.hasMessageStartingWith("whole.yml:")
			.hasMessageContaining(complaint);
	}

	@Test
	void somebodyWhoIsCalledDoesAsTheDialogueSays() {
		Scenario scenario = read("""
				title: A call
				call:
				  after: 2s
				  recognised: machine
				  recognised-after: 3s
				  variables: {name: Ann}
				dialogue:
				  - callee: "Hello?"
				  - callee-beeps:
				  - ends: voicemail
				""");
		Scenario.Order order = scenario.order().orElseThrow();
		assertThat(order.variables()).isEqualTo(Map.of("name", "Ann"));
		assertThat(ScenarioCaller.of(scenario, 1).called(order)).isInstanceOfSatisfying(Callee.PicksUp.class,
				(person) -> {
					assertThat(person.after()).isEqualTo(Duration.ofSeconds(2));
					assertThat(person.recognised())
						.isEqualTo(new Callee.Recognition("answering-machine", Duration.ofSeconds(3)));
					assertThat(person.steps()).hasSize(5);
				});
		assertThat(read("title: Busy\ncall: busy\ndialogue: [{ends: not_reached}]").order().orElseThrow().callee())
			.isInstanceOf(Callee.Busy.class);
	}

	@Test
	void bundledScenariosAreFoundByNameAndHaveNumbersOfTheirOwn() {
		List<Scenario> all = Scenarios.read("").chosen("all");
		assertThat(all).hasSizeGreaterThanOrEqualTo(20);
		assertThat(all).extracting(Scenario::number)
			.doesNotHaveDuplicates()
			.allMatch((number) -> number.length() == 12);
		assertThat(Scenarios.read("").chosen("barge-in")).extracting(Scenario::name).containsExactly("barge-in");
		assertThatThrownBy(() -> Scenarios.read("").chosen("bargein")).hasMessageContaining("nearest: barge-in");
	}

	private static Scenario read(String yaml) {
		return ScenarioReader.read("whole.yml", "+12025551000", yaml);
	}

}
