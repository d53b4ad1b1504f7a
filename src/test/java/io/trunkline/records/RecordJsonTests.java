package io.trunkline.records;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.telephony.CallLeg;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What receivers rely on: the documentation is the schema. */
class RecordJsonTests {

	private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

	private final String documentation;

	private final JsonMapper json = new JsonMapper();

	RecordJsonTests() throws IOException {
		this.documentation = Files.readString(Path.of("docs/call-record.md"));
	}

	@Test
	void examplesOfTheDocumentationAreReadAndWrittenAsTheyStand() {
		List<String> examples = EXAMPLE.matcher(this.documentation).results().map((found) -> found.group(1)).toList();
		assertThat(examples).hasSize(3).allSatisfy((example) -> {
			RecordEvent event = RecordJson.read(example);
			assertThat(this.json.readTree(event.json())).isEqualTo(this.json.readTree(example));
		});
		assertThat(examples.stream().map(RecordJson::read).map(Object::getClass)).doesNotHaveDuplicates()
			.hasSize(RecordEvent.class.getPermittedSubclasses().length);
	}

	@Test
	void everyFieldIsInTheDocumentation() {
		Stream<Class<?>> types = Stream.concat(Stream.of(CallRecord.class),
				Stream.concat(Stream.of(CallRecord.class.getDeclaredClasses()),
						Stream.of(RecordEvent.class.getPermittedSubclasses())));
		List<String> fields = types.filter(Class::isRecord)
			.flatMap((type) -> Stream.of(type.getRecordComponents()))
			.map(RecordComponent::getName)
			.map((name) -> name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT))
			.distinct()
			.toList();
		assertThat(fields).hasSizeGreaterThan(50).allSatisfy((field) -> assertThat(this.documentation).contains(field));
	}

	@Test
	void everyConstantIsInTheDocumentation() {
		Stream<Enum<?>> constants = Stream
			.of(io.trunkline.turn.Outcome.values(), io.trunkline.telephony.TransferResult.values(),
					io.trunkline.telephony.CarrierNotice.Answerer.values(), CallLeg.Direction.values(),
					CallRecord.Speaker.values(), Engine.values())
			.flatMap(Stream::of);
		assertThat(constants.map((constant) -> constant.name().toLowerCase(java.util.Locale.ROOT)))
			.allSatisfy((name) -> assertThat(this.documentation).containsPattern("[`\"]" + name + "[`\"]"));
	}

	@Test
	void eventIsOneLineWhateverWasSaid() {
		assertThat(Told.event("c-1").json()).doesNotContain("\n")
			.startsWith("{\"event\":\"call.ended\",\"version\":1,");
	}

	@Test
	void fieldsThatAreNotKnownYetAreNoFault() {
		String more = Told.event("c-1").json().replace("\"version\":1", "\"version\":1,\"more\":{}");
		assertThat(RecordJson.read(more).callId()).isEqualTo("c-1");
	}

}
