package io.trunkline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.trunkline.call.CallEvent;
import io.trunkline.provider.Provider;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What docs/own-provider.md tells people who bring a provider of their own. */
@ExtendWith(OutputCaptureExtension.class)
class OwnProviderTests {

	private static final Path SOURCES = Path.of("src/test/java/com/example/door");

	private static final Path IMPORTS = Path
		.of("src/test/resources/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports");

	private static final Pattern CODE = Pattern.compile("```(?:java|text)\n(.*?)```", Pattern.DOTALL);

	@Test
	void thePageShowsTheExampleAsItIs() throws IOException {
		List<String> shown = CODE.matcher(Files.readString(Path.of("docs/own-provider.md")))
			.results()
			.map((MatchResult result) -> result.group(1))
			.toList();
		try (Stream<Path> sources = Files.list(SOURCES)) {
			List<String> example = Stream.concat(sources, Stream.of(IMPORTS)).map(OwnProviderTests::read).toList();
			assertThat(shown).containsExactlyInAnyOrderElementsOf(example);
		}
	}

	@Test
	void theExampleHoldsACallWithoutAnyOtherProvider() {
		try (Stack stack = Stack.start("trunkline.providers.recognizer=knock", "trunkline.providers.synthesizer=tone",
				"trunkline.providers.model=doorman")) {
			assertThat(stack.beans(Provider.class)).extracting(Provider::name).containsExactly("openai-realtime");
			SandboxCallReport report = stack.hold(Caller.from("+12025550123")
				.waitForAgent()
				.cough(Duration.ofMillis(200))
				.pause(Duration.ofMillis(300))
				.cough(Duration.ofMillis(200))
				.waitForAgent()
				.cough(Duration.ofMillis(200))
				.waitForEnd());
			assertThat(report.violations()).isEmpty();
			assertThat(report.missed()).isEmpty();
			List<CallEvent> events = stack.events(report.callId());
			assertThat(events).filteredOn(CallEvent.CallerSaid.class::isInstance)
				.containsExactly(new CallEvent.CallerSaid("knock knock"), new CallEvent.CallerSaid("knock"));
			assertThat(events).filteredOn(CallEvent.AgentSpoke.class::isInstance)
				.extracting((event) -> ((CallEvent.AgentSpoke) event).heard().strip())
				.containsExactly("Hello, this is Trunkline. How can I help you?", "Who is there?",
						"Nobody is in. Goodbye.");
			assertThat(events).filteredOn(CallEvent.StreamOver.class::isInstance)
				.extracting((event) -> ((CallEvent.StreamOver) event).outcome())
				.containsExactly(Outcome.AGENT_HANGUP);
		}
	}

	@Test
	void oneProviderMayBeReplacedAlone() {
		try (Stack stack = Stack.start("trunkline.providers.model=doorman")) {
			SandboxCallReport report = stack
				.hold(Caller.from("+12025550123").waitForAgent().say("Hello?").waitForAgent().hangUp());
			assertThat(report.missed()).isEmpty();
			assertThat(String.join(" ", report.heard())).endsWith("Who is there?");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "recognizer", "synthesizer", "model" })
	void aProviderThatIsChosenButNotThereStopsTheStartAndIsNamed(String kind, CapturedOutput output) {
		assertThatThrownBy(() -> Stack.start("trunkline.providers." + kind + "=acme")).isInstanceOf(Exception.class);
		assertThat(output).contains("trunkline.providers." + kind + " chooses a provider that is not there");
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
