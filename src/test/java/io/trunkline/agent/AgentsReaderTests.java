package io.trunkline.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AgentsReaderTests {

	@TempDir
	private Path directory;

	@Test
	void everyFaultIsToldWithItsLineAndWithoutItsValue() {
		List<String> problems = refused("""
				trunkline:
				  agents:
				    sales:
				      greetings: "Hello canary."
				      instructions: "You speak with {{customer_name}}."
				      numbers: ["canary"]
				      engine: canary
				      tools: [hang_up]
				      turn:
				        silence: canary
				        reply-dedline: 3s
				      limits:
				        max-duration: 1s
				      phrases: canary
				      time-zone: Canary/Islands
				      voice:
				        canary: x
				""");
		assertPlaced(problems, 4, "greetings is not known; did you mean greeting?");
		assertPlaced(problems, 5, "instructions uses {{customer_name}}, which is not built in");
		assertPlaced(problems, 6, "numbers[0] is not a number in E.164 form");
		assertPlaced(problems, 7, "engine must be cascade or realtime or echo");
		assertPlaced(problems, 10, "turn.silence cannot be read as a duration");
		assertPlaced(problems, 11, "turn.reply-dedline is not known; did you mean reply-deadline?");
		assertPlaced(problems, 13, "limits.max-duration is not within 10000ms");
		assertPlaced(problems, 14, "phrases must have settings below it");
		assertPlaced(problems, 15, "time-zone cannot be read as a time zone");
		assertPlaced(problems, 17, "voice has nothing below it");
		assertThat(problems).hasSize(10);
		assertThat(problems.toString().replace("voice.canary", "")).doesNotContain("canary");
	}

	@Test
	void whatIsMissingIsMissedWhereItsAgentBegins() {
		assertPlaced(refused("""
				trunkline:
				  agents:
				    reception:
				      instructions: Help.
				    sales:
				      numbers: "+12025550111"
				      greeting: Hello.
				"""), 6, "instructions is empty");
	}

	@Test
	void placeholderThatNobodyFillsIsToldByItsName() {
		assertPlaced(refused("""
				trunkline.agents.sales:
				  instructions: Help.
				  voice: ${SALES_VOICE}
				"""), 3, "voice refers to ${SALES_VOICE}, which is not set");
	}

	@Test
	void variablesMustBeDefinedInWhateverWay() {
		assertThat(read("""
				trunkline.agents.sales:
				  instructions: "{{caller}} {{Weekday}} {{company}} {{customer_name}} {{plan}}"
				  variables:
				    company: Acme
				  lookup:
				    url: ${CRM_URL:}
				    provides: [customer_name, plan]
				""").faults()).isEmpty();
	}

	@Test
	void whatIsBuiltInCannotBeDefined() {
		assertPlaced(refused("""
				trunkline.agents.sales:
				  instructions: Help.
				  variables:
				    date: tomorrow
				"""), 4, "variables.date has the name of a variable that is built in");
	}

	@Test
	void lookupGoesToASafeAddressAndIsQuick() {
		String agent = """
				trunkline.agents.sales:
				  instructions: Help.
				  lookup:
				    url: "%s"
				    timeout: %s
				    provides: %s
				""";
		for (String url : List.of("http://crm.example.com/{caller}", "https://{caller}.example.com/", "https:///x",
				"https://u:p@crm.example.com/", "https://crm.example.com/{customer}", "ftp://127.0.0.1/", "crm",
				"https://crm.example.com/#{caller}", "http://localhost.example.com/",
				"https://crm.example.com{caller}")) {
			assertPlaced(refused(agent.formatted(url, "1s", "[a]")), 4, "lookup.url must be https");
		}
		for (String url : List.of("https://crm.example.com/c?n={caller}&to={dialled}", "http://localhost:81/{caller}",
				"http://127.0.0.1/", "http://[::1]:81/")) {
			assertThat(read(agent.formatted(url, "1s", "[a]")).agents()).hasSize(1);
		}
		assertPlaced(refused(agent.formatted("https://crm.example.com/", "3001ms", "[a]")), 5, "lookup.timeout");
		assertPlaced(refused(agent.formatted("https://crm.example.com/", "0s", "[a]")), 5, "lookup.timeout");
		assertPlaced(refused(agent.formatted("https://crm.example.com/", "1s", "[]")), 6, "lookup.provides is empty");
	}

	@Test
	void keysOutboundAndRecordingMustFit() {
		List<String> problems = refused("""
				trunkline.agents.sales:
				  instructions: Help.
				  keys:
				    terminator: "##"
				    length: 65
				    timeout: 31s
				    bound:
				      "0": human
				      x: human
				  outbound:
				    detection: sometimes
				    ring: 500ms
				    decide: 31s
				    voicemail: "Call {{who}}."
				    screening: "%s"
				  recording:
				    enabled: true
				""".formatted("long ".repeat(500)));
		assertPlaced(problems, 4, "keys.terminator is not one of the keys");
		assertPlaced(problems, 5, "keys.length is not within 0 and 64");
		assertPlaced(problems, 6, "keys.timeout is not within 500ms");
		assertPlaced(problems, 8, "keys.bound.0 names human, which is not among transfer.destinations");
		assertPlaced(problems, 9, "keys.bound.x is not one of the keys");
		assertPlaced(problems, 11, "outbound.detection must be none or async or sync");
		assertPlaced(problems, 12, "outbound.ring is not within 1000ms");
		assertPlaced(problems, 13, "outbound.decide is not within 500ms");
		assertPlaced(problems, 14, "outbound.voicemail uses {{who}}");
		assertPlaced(problems, 15, "outbound.screening is longer than 2000");
		assertThat(problems).anySatisfy((told) -> assertThat(told)
			.contains("trunkline.agents.sales.recording.after-disclosure is true, but phrases.disclosure is empty"));
		assertThat(problems).hasSize(11);
	}

	@Test
	void keysOutboundAndRecordingAreRead() {
		AgentsReading reading = read("""
				trunkline.agents.sales:
				  instructions: Help.
				  transfer.destinations.human: "+12025550199"
				  phrases.disclosure: This call is recorded.
				  keys:
				    terminator: ""
				    length: 4
				    timeout: 5s
				    secret: true
				    bound:
				      "0": human
				      "[*]": human
				  outbound:
				    detection: async
				    carrier: acme
				    decide: 3s
				    voicemail: Call us back.
				    screening: This is Sales.
				  recording:
				    enabled: true
				    both-sides: true
				""");
		assertThat(reading.faults()).isEmpty();
		assertThat(reading.agents()).singleElement().satisfies((agent) -> {
			assertThat(agent.keys())
				.isEqualTo(new Agent.Keys("", 4, Duration.ofSeconds(5), true, Map.of("0", "human", "*", "human")));
			assertThat(agent.outbound()).isEqualTo(new Agent.Outbound("acme", Agent.Detection.ASYNC,
					Duration.ofSeconds(30), Duration.ofSeconds(3), "Call us back.", "This is Sales."));
			assertThat(agent.recording()).isEqualTo(new Agent.Recording(true, true, false, true, false, false));
		});
	}

	@Test
	void destinationIsANumberOrMore() {
		AgentFilesUnderTest files = new AgentFilesUnderTest(this.directory);
		files.write("application.yml", """
				trunkline.agents.sales:
				  instructions: Help.
				  transfer.destinations:
				    human: "+12025550199"
				    nobody: ""
				    desk:
				      to: ["+12025550191", "sip:desk@example.com"]
				      caller-id: "+12025550100"
				      caller-name: Sales
				      ring: 20s
				      briefing: A caller.
				      ask: true
				      user-to-user: 4a6f62;encoding=hex
				""");
		AgentsReading reading = AgentsReader.read(files.environment());
		assertThat(reading.faults()).isEmpty();
		assertThat(reading.agents()).singleElement()
			.satisfies((agent) -> assertThat(agent.destinations()).containsOnly(
					Map.entry("human",
							new Agent.Destination(List.of("+12025550199"), "", "", Duration.ofSeconds(30), "", false,
									"")),
					Map.entry("desk",
							new Agent.Destination(List.of("+12025550191", "sip:desk@example.com"), "+12025550100",
									"Sales", Duration.ofSeconds(20), "A caller.", true, "4a6f62;encoding=hex"))));
	}

	@Test
	void variableOfTheEnvironmentWinsOverTheFile() {
		AgentFilesUnderTest files = new AgentFilesUnderTest(this.directory);
		files.write("application.yml", """
				trunkline.agents.sales:
				  instructions: Help.
				  greeting: From the file, ${WHO}.
				  turn.silence: 9s
				""");
		files.variable("TRUNKLINE_AGENTS_SALES_TURN_SILENCE", "10s");
		files.variable("TRUNKLINE_AGENTS_SALES_SERVICE_HOST", "10.0.0.1");
		files.variable("WHO", "you");
		AgentsReading reading = AgentsReader.read(files.environment());
		assertThat(reading.faults()).isEmpty();
		assertThat(reading.agents()).singleElement().satisfies((agent) -> {
			assertThat(agent.turn().patience().silence()).hasSeconds(10);
			assertThat(agent.greeting()).isEqualTo("From the file, you.");
		});
	}

	@Test
	void faultOfAVariableNamesTheVariable() {
		AgentFilesUnderTest files = new AgentFilesUnderTest(this.directory);
		files.write("application.yml", "trunkline.agents.sales.instructions: Help.");
		files.variable("TRUNKLINE_AGENTS_SALES_ENGINE", "canary");
		AgentsReading reading = AgentsReader.read(files.environment());
		assertThat(reading.faults()).extracting(reading.places()::describe)
			.singleElement()
			.asString()
			.contains("TRUNKLINE_AGENTS_SALES_ENGINE")
			.contains("must be cascade");
	}

	private AgentsReading read(String yaml) {
		AgentFilesUnderTest files = new AgentFilesUnderTest(this.directory);
		files.write("application.yml", yaml);
		return AgentsReader.read(files.environment());
	}

	private List<String> refused(String yaml) {
		AgentsReading reading = read(yaml);
		return catchThrowableOfType(AgentsRefusedException.class, () -> new Agents(reading)).problems();
	}

	private void assertPlaced(List<String> problems, int line, String problem) {
		assertThat(problems).anySatisfy(
				(told) -> assertThat(told).startsWith(this.directory.resolve("application.yml") + ":" + line + ":")
					.contains("trunkline.agents.sales." + problem));
	}

}
