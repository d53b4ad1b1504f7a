package io.trunkline;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The rooms of ARCHITECTURE.md: who may know whom. */
class ArchitectureTests {

	private static final String BASE = "io.trunkline";

	/** Each room and the rooms it may use; a room may always use itself. */
	private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(Map.entry("audio", Set.of()),
			Map.entry("secret", Set.of()), Map.entry("metric", Set.of()), Map.entry("provider", Set.of("metric")),
			Map.entry("provider.socket", Set.of("provider")), Map.entry("turn", Set.of()), Map.entry("keys", Set.of()),
			Map.entry("answering", Set.of()), Map.entry("speech", Set.of("audio")), Map.entry("speech.text", Set.of()),
			Map.entry("speech.cartesia", Set.of("speech", "provider", "provider.socket", "audio", "secret")),
			Map.entry("language", Set.of()),
			Map.entry("language.openai", Set.of("language", "provider", "secret", "metric")),
			Map.entry("agent", Set.of("secret", "metric")),
			Map.entry("agent.lookup", Set.of("agent", "secret", "metric")),
			Map.entry("agent.tool", Set.of("agent", "secret", "metric")),
			Map.entry("agent.tool.http", Set.of("agent.tool", "secret")),
			Map.entry("agent.tool.bean", Set.of("agent.tool")),
			Map.entry("agent.tool.mcp", Set.of("agent.tool", "secret")),
			Map.entry("engine", Set.of("agent", "speech", "language", "audio", "turn")),
			Map.entry("engine.speech", Set.of("engine", "agent", "speech", "speech.text", "language", "audio")),
			Map.entry("engine.cascade",
					Set.of("engine", "engine.speech", "agent", "agent.tool", "speech", "language", "audio")),
			Map.entry("engine.echo", Set.of("engine", "engine.speech", "agent", "speech", "language", "audio")),
			Map.entry("engine.realtime",
					Set.of("engine", "agent", "agent.tool", "speech", "language", "provider", "provider.socket",
							"audio", "secret", "metric")),
			Map.entry("telephony", Set.of("audio", "metric")),
			Map.entry("telephony.socket", Set.of("telephony", "audio", "metric")),
			Map.entry("telephony.webhook", Set.of("telephony", "metric")),
			Map.entry("telephony.bandwidth",
					Set.of("telephony", "telephony.socket", "telephony.webhook", "telephony.bandwidth.voice", "audio",
							"secret", "metric")),
			Map.entry("telephony.twilio",
					Set.of("telephony", "telephony.socket", "telephony.webhook", "telephony.twilio.rest", "audio",
							"secret")),
			Map.entry("telephony.twilio.rest", Set.of("telephony", "secret", "metric")),
			Map.entry("telephony.bandwidth.voice", Set.of("telephony", "secret", "metric")),
			Map.entry("admission", Set.of("secret", "metric")),
			Map.entry("call",
					Set.of("call.contact", "call.latency", "call.progress", "call.memory", "call.playback", "engine",
							"telephony", "admission", "turn", "keys", "answering", "agent", "agent.tool", "speech",
							"language", "audio", "secret", "metric")),
			Map.entry("call.contact",
					Set.of("keys", "answering", "agent", "speech", "telephony", "turn", "audio", "secret")),
			Map.entry("call.progress", Set.of("telephony", "turn")),
			Map.entry("call.memory",
					Set.of("call.playback", "engine", "telephony", "turn", "agent", "agent.tool", "language")),
			Map.entry("call.latency", Set.of("engine")),
			Map.entry("call.playback", Set.of("engine", "telephony", "speech", "audio")),
			Map.entry("api",
					Set.of("call", "call.latency", "telephony", "telephony.webhook", "outbound", "turn", "agent",
							"secret", "metric")),
			Map.entry("outbound", Set.of("call", "telephony", "agent", "admission", "metric")),
			Map.entry("records", Set.of("call", "call.latency", "telephony", "turn", "agent", "secret", "metric")),
			Map.entry("routing", Set.of("call", "telephony", "agent")), Map.entry("sandbox.voice", Set.of("audio")),
			Map.entry("sandbox.bandwidth",
					Set.of("sandbox.bandwidth.api", "sandbox.bandwidth.bxml", "sandbox.caller", "sandbox.line",
							"sandbox.carrier", "sandbox.bandwidth.media", "sandbox.bandwidth.webhook", "sandbox.voice",
							"audio")),
			Map.entry("sandbox.bandwidth.api",
					Set.of("sandbox.bandwidth.bxml", "sandbox.caller", "sandbox.bandwidth.webhook")),
			Map.entry("sandbox.bandwidth.bxml", Set.of()),
			Map.entry("sandbox.caller", Set.of("sandbox.voice", "audio")),
			Map.entry("sandbox.line", Set.of("sandbox.caller", "sandbox.voice", "audio")),
			Map.entry("sandbox.carrier", Set.of("sandbox.caller", "sandbox.line")),
			Map.entry("sandbox.twilio",
					Set.of("sandbox.twilio.twiml", "sandbox.caller", "sandbox.carrier", "sandbox.line", "sandbox.voice",
							"audio")),
			Map.entry("sandbox.twilio.twiml", Set.of()),
			Map.entry("sandbox.bandwidth.media",
					Set.of("sandbox.carrier", "sandbox.line", "sandbox.bandwidth.bxml", "sandbox.caller",
							"sandbox.voice", "audio")),
			Map.entry("sandbox.bandwidth.webhook", Set.of("sandbox.bandwidth.bxml", "sandbox.carrier")),
			Map.entry("sandbox.socket", Set.of()),
			Map.entry("sandbox.cartesia", Set.of("sandbox.socket", "sandbox.voice", "audio")),
			Map.entry("sandbox.openai", Set.of()),
			Map.entry("sandbox.openai.realtime", Set.of("sandbox.openai", "sandbox.socket", "sandbox.voice", "audio")),
			Map.entry("sandbox.scenario",
					Set.of("sandbox.bandwidth", "sandbox.caller", "sandbox.cartesia", "sandbox.openai", "outbound",
							"records", "turn")),
			Map.entry("sandbox",
					Set.of("sandbox.scenario", "sandbox.voice", "sandbox.bandwidth", "sandbox.bandwidth.bxml",
							"sandbox.caller", "sandbox.line", "sandbox.twilio", "sandbox.cartesia", "sandbox.openai",
							"sandbox.openai.realtime", "agent", "call", "call.latency", "outbound", "records",
							"telephony", "turn", "secret")),
			Map.entry("", Set.of("secret")));

	private static final Pattern VENDOR = Pattern.compile("bandwidth|twilio|cartesia|openai", Pattern.CASE_INSENSITIVE);

	/**
	 * Who may name whom. The sandbox is all of them; the check at start tells an operator
	 * by name which settings of which vendor are missing, before there is a room to ask.
	 */
	private static final Map<String, String> VENDOR_ROOMS = Map.of("sandbox/", "bandwidth twilio cartesia openai",
			"telephony/bandwidth/", "bandwidth", "telephony/twilio/", "twilio", "speech/cartesia/", "cartesia",
			"language/openai/", "openai", "engine/realtime/", "openai", "RequiredSetting.java",
			"bandwidth twilio cartesia openai", "Choices.java", "cartesia openai");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	@Test
	void everyRoomUsesOnlyTheRoomsBelowIt() {
		Map<String, Set<String>> used = new TreeMap<>();
		for (JavaClass type : CLASSES) {
			type.getDirectDependenciesFromSelf()
				.stream()
				.map((dependency) -> dependency.getTargetClass())
				.filter((target) -> target.getPackageName().startsWith(BASE))
				.map(ArchitectureTests::room)
				.filter((room) -> !room.equals(room(type)))
				.forEach((room) -> used.computeIfAbsent(room(type), (_) -> new TreeSet<>()).add(room));
		}
		assertThat(MAY_USE.keySet()).containsAll(rooms());
		used.forEach((room, others) -> assertThat(MAY_USE.get(room)).as("rooms that '%s' may use", room)
			.containsAll(others));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".turn", ".keys", ".answering", ".speech.text" })
	void whatOnlyDecidesKnowsOnlyTheJdk(String room) {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + room)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + room, "java..", "org.jspecify.annotations")
			.check(CLASSES);
	}

	@Test
	void coursesOfCallsKnowOnlyValues() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(BASE + ".call.progress")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE + ".call.progress", BASE + ".telephony", BASE + ".turn", "java..",
					"org.jspecify.annotations")
			.check(CLASSES);
	}

	/** So that whatever divides a meter is few and nothing of a call. */
	@Test
	void metersAreMadeByTheirRoomOnly() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(BASE + ".metric")
			.should()
			.callMethodWhere(JavaCall.Predicates
				.target(HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(MeterRegistry.class))))
			.orShould()
			.dependOnClassesThat()
			.haveNameMatching("io\\.micrometer\\.core\\.instrument\\.(Tags?|.*\\$Builder)")
			.check(CLASSES);
	}

	@Test
	void nobodyAsksTheWallClockOrSleepsOrBlocks() {
		ArchRuleDefinition.noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
		ArchRuleDefinition.noClasses()
			.should()
			.callMethod(reactor.core.publisher.Mono.class, "block")
			.orShould()
			.callMethod(reactor.core.publisher.Flux.class, "blockLast")
			.check(CLASSES);
	}

	/** Comments and texts included: a room that has to explain a vendor knows it. */
	@Test
	void vendorsAreNamedInTheirRoomsOnly() throws IOException {
		Path sources = Path.of("src/main/java/io/trunkline");
		List<String> misplaced = new ArrayList<>();
		try (Stream<Path> files = Files.walk(sources)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).sorted().toList()) {
				String name = sources.relativize(file).toString().replace(File.separatorChar, '/');
				String allowed = VENDOR_ROOMS.entrySet()
					.stream()
					.filter((room) -> name.startsWith(room.getKey()))
					.map(Map.Entry::getValue)
					.findFirst()
					.orElse("");
				VENDOR.matcher(Files.readString(file))
					.results()
					.map((found) -> found.group().toLowerCase(Locale.ROOT))
					.filter((vendor) -> !allowed.contains(vendor))
					.distinct()
					.forEach((vendor) -> misplaced.add(name + " names " + vendor));
			}
		}
		assertThat(misplaced).isEmpty();
	}

	@Test
	void everyRoomSaysWhatItIs() {
		for (String room : rooms()) {
			String name = room.isEmpty() ? BASE : BASE + "." + room;
			assertThat(CLASSES.getPackage(name).tryGetPackageInfo()).as("package-info of %s", name).isPresent();
		}
	}

	@Test
	void namesSayWhatATypeIsFor() {
		List<String> vague = CLASSES.stream()
			.map(JavaClass::getSimpleName)
			.filter((name) -> name.matches(".*(Manager|Helper|Utils?|Impl)$"))
			.toList();
		assertThat(vague).isEmpty();
	}

	@Test
	void roomsAreSmallEnoughToKnow() {
		for (String room : rooms()) {
			long files = CLASSES.stream().filter((type) -> type.isTopLevelClass() && room(type).equals(room)).count();
			assertThat(files).as("types in room '%s'", room).isLessThanOrEqualTo(32);
		}
	}

	private static Set<String> rooms() {
		Set<String> rooms = new TreeSet<>();
		CLASSES.forEach((type) -> rooms.add(room(type)));
		return rooms;
	}

	private static String room(JavaClass type) {
		String name = type.getPackageName();
		return name.equals(BASE) ? "" : name.substring(BASE.length() + 1);
	}

}
