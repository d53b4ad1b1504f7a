package io.trunkline;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.records.CallRecord;
import io.trunkline.records.CallRecord.Line;
import io.trunkline.records.CallRecord.Speaker;
import io.trunkline.records.RecordEvent;
import io.trunkline.sandbox.Carrier;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.cartesia.CartesiaEndpoint;
import io.trunkline.turn.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One conversation over every carrier with every engine, side by side on one service. The
 * carrier plays no part in what is expected, and the engine only where it cannot think.
 */
class CarrierEngineTests {

	private static final String GREETING = "Hello, this is Trunkline. How can I help you?";

	private static final String QUESTION = "Am I talking to a robot?";

	/** Long enough to be read back for a while. */
	private static final String LONG_QUESTION = "Please tell me your opening hours, and after that your address and all of your prices.";

	private static final String OBJECTION = "Sorry, can I make an appointment?";

	private static final String FAREWELL = "That is all, goodbye.";

	private static Stack stack;

	private static Map<Way, SandboxCallReport> held;

	@BeforeAll
	static void start() {
		Stream<String> agents = Stream.of(Engine.values()).flatMap(CarrierEngineTests::agent);
		stack = Stack
			.start(Stream.concat(agents, Stream.of("trunkline.speaking.prepare-phrases=false")).toArray(String[]::new));
		held = Flux.fromStream(ways())
			.flatMap((way) -> stack.sandbox()
				.call(way.carrier(), caller(way.engine()))
				.finished()
				.map((report) -> Map.entry(way, report)), 6)
			.collectMap(Map.Entry::getKey, Map.Entry::getValue)
			.blockOptional(Duration.ofMinutes(3))
			.orElseThrow();
	}

	@AfterAll
	static void stop() {
		stack.settle();
		Awaitility.await().until(() -> stack.sandbox().cartesia().openSockets(CartesiaEndpoint.SPEECH) == 0);
		assertThat(stack.sandbox().realtime().refused()).isEmpty();
		stack.close();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void everyQuestionIsAnsweredUntilSomebodyHangsUp(Way way) {
		SandboxCallReport report = report(way);
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(report.transcript().getFirst()).isEqualTo("agent: " + GREETING);
		assertThat(lines(way, Speaker.CALLER)).extracting(Line::text)
			.containsExactly(QUESTION, LONG_QUESTION, OBJECTION, FAREWELL);
		assertThat(lines(way, Speaker.AGENT)).filteredOn((line) -> !line.interrupted())
			.extracting((line) -> line.text().strip())
			.containsSubsequence(answers(way.engine()));
		assertThat(report.heard().getLast()).isEqualTo(words(answers(way.engine()).getLast()).getLast());
	}

	@ParameterizedTest
	@MethodSource("ways")
	void wordsInTheRecordAreThoseAtTheCallersEar(Way way) {
		List<String> ear = bare(report(way).heard());
		List<Line> lines = lines(way, Speaker.AGENT);
		assertThat(lines).filteredOn(Line::interrupted).hasSize(1);
		int at = 0;
		for (Line line : lines) {
			List<String> recorded = bare(words(line.text()));
			List<String> written = (line.written() != null) ? bare(words(line.written())) : recorded;
			int heard = common(written, ear.subList(at, ear.size()));
			String story = line.text() + " of " + written + ", heard " + ear.subList(at, ear.size());
			assertThat(written).as(story).startsWith(recorded.toArray(String[]::new));
			assertThat(Math.abs(heard - recorded.size())).as(story).isLessThanOrEqualTo(line.interrupted() ? 1 : 0);
			assertThat(heard < written.size()).as(story).isEqualTo(line.interrupted());
			at += heard;
		}
		assertThat(ear.subList(at, ear.size())).as("heard, and recorded nowhere").isEmpty();
	}

	@ParameterizedTest
	@MethodSource("ways")
	void thereIsOneRecordWhichSaysWhoServedTheCallAndHowItEnded(Way way) {
		CallRecord record = record(way);
		assertThat(record.carrier())
			.isEqualTo(new CallRecord.Carrier(way.carrier().toString().toLowerCase(Locale.ROOT), report(way).callId()));
		assertThat(record.agents()).extracting(CallRecord.AgentPart::name).containsExactly(name(way.engine()));
		assertThat(record.streams()).extracting(CallRecord.StreamPart::engine).containsExactly(way.engine());
		assertThat(record.ending().complete()).isTrue();
		assertThat(record.ending().outcome())
			.isEqualTo(thinks(way.engine()) ? Outcome.AGENT_HANGUP : Outcome.CALLER_HANGUP);
		assertThat(record.tools()).extracting(CallRecord.ToolUse::name)
			.isEqualTo(thinks(way.engine()) ? List.of("hang_up") : List.of());
		assertThat(record.faults()).isEmpty();
		assertThat(record.turns()).hasSizeGreaterThanOrEqualTo(4);
		assertThat(stack.events(report(way), CallEvent.Ended.class)).hasSize(1);
	}

	@Test
	void theRealtimeServerWasToldOfEachInterruption() {
		assertThat(stack.sandbox().realtime().received("conversation.item.truncate")).hasSize(Carrier.values().length);
	}

	static Stream<Way> ways() {
		return Stream.of(Carrier.values())
			.flatMap((carrier) -> Stream.of(Engine.values()).map((engine) -> new Way(carrier, engine)));
	}

	/** An agent for an engine, with its name and a number of its own. */
	private static Stream<String> agent(Engine engine) {
		String prefix = "trunkline.agents." + name(engine) + ".";
		Stream<String> all = Stream.of("numbers[0]=" + number(engine), "engine=" + name(engine),
				"greeting=" + GREETING);
		Stream<String> thinking = Stream.of("instructions=You are a receptionist.", "tools[0]=hang_up");
		return Stream.concat(all, thinks(engine) ? thinking : Stream.empty()).map(prefix::concat);
	}

	private static Caller caller(Engine engine) {
		Caller caller = Caller.from("+12025550123")
			.dialling(number(engine))
			.waitForAgent()
			.say(QUESTION)
			.waitForAgent()
			.say(LONG_QUESTION)
			.sayAfterAgentWords(6, OBJECTION)
			.waitForAgent()
			.say(FAREWELL);
		return thinks(engine) ? caller.waitForEnd() : caller.waitForAgent().hangUp();
	}

	private static List<String> answers(Engine engine) {
		return thinks(engine)
				? List.of(GREETING, "I am the assistant of Trunkline, a computer voice.",
						"With pleasure. Which day and which time would suit you?", "Goodbye, have a nice day.")
				: List.of(GREETING, QUESTION, OBJECTION, FAREWELL);
	}

	private static boolean thinks(Engine engine) {
		return engine != Engine.ECHO;
	}

	private static String name(Engine engine) {
		return engine.name().toLowerCase(Locale.ROOT);
	}

	private static String number(Engine engine) {
		return switch (engine) {
			case CASCADE -> "+12025550140";
			case REALTIME -> "+12025550141";
			case ECHO -> "+12025550142";
		};
	}

	private static SandboxCallReport report(Way way) {
		return Objects.requireNonNull(held.get(way));
	}

	private static CallRecord record(Way way) {
		List<RecordEvent> events = Awaitility.await()
			.until(() -> stack.records(report(way).callId()), (written) -> !written.isEmpty());
		assertThat(events).hasSize(1);
		return ((RecordEvent.CallEnded) events.getFirst()).call();
	}

	private static List<Line> lines(Way way, Speaker who) {
		return record(way).conversation().transcript().stream().filter((line) -> line.who() == who).toList();
	}

	private static List<String> words(String text) {
		return List.of(text.strip().split("\\s+"));
	}

	/** Without case and punctuation. */
	private static List<String> bare(List<String> words) {
		return words.stream().map((word) -> word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")).toList();
	}

	/** How many words both begin with. */
	private static int common(List<String> one, List<String> other) {
		int most = Math.min(one.size(), other.size());
		return IntStream.range(0, most).filter((at) -> !one.get(at).equals(other.get(at))).findFirst().orElse(most);
	}

	/** One way to hold the conversation. */
	record Way(Carrier carrier, Engine engine) {

		@Override
		public String toString() {
			return this.carrier + " and " + this.engine;
		}

	}

}
