package io.trunkline;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AnnotationTypeFilter;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the documents against the code. */
class DocumentationTests {

	private static final Path MAIN = Path.of("src/main/java/io/trunkline");

	private static final Path TESTS = Path.of("src/test/java/io/trunkline");

	/** A room, a type in it, and a member of that. */
	private static final Pattern PLACE = Pattern.compile("`([a-z/]+)/([A-Z][A-Za-z0-9]*)(?:\\.([A-Za-z]\\w*))?`");

	private static final Pattern FILE = Pattern.compile("[(`]((?:docs|src|deploy)/[\\w./-]+)[)`]");

	private static final Pattern TABLE = Pattern.compile(
			"\\| (?:under `(?<prefix>[^`]+)`|setting) \\| default \\|[^\\n]*\\n\\|[-|]+\\n(?<rows>(?:\\|[^\\n]*\\n)+)");

	private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):([^}]*)}");

	/** Says in one word that nothing stands in the code. */
	private static final Set<String> NOTHING = Set.of("", "none", "required", "all", "always");

	private static final List<Settings> SETTINGS = settings();

	@Test
	void placesThatTheArchitectureNamesAreThere() throws IOException {
		List<MatchResult> places = PLACE.matcher(text("ARCHITECTURE.md")).results().toList();
		assertThat(places).hasSizeGreaterThan(50).allSatisfy((place) -> {
			Path file = Stream.of(MAIN, TESTS, Path.of(""))
				.map((root) -> root.resolve(place.group(1)).resolve(place.group(2) + ".java"))
				.filter(Files::exists)
				.findFirst()
				.orElseThrow(() -> new AssertionError("there is no " + place.group()));
			if (place.group(3) != null) {
				assertThat(text(file.toString())).as(place.group()).containsPattern("\\b" + place.group(3) + "\\b");
			}
		});
	}

	@Test
	void roomsOfTheArchitectureAreThePackages() throws IOException {
		Set<String> named = Pattern.compile("(?m)^\\| `([a-z.]+)`[^|]*\\|[^|]+\\|[^|]+\\|$")
			.matcher(text("ARCHITECTURE.md"))
			.results()
			.map((row) -> row.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		try (Stream<Path> files = Files.walk(MAIN)) {
			Set<String> rooms = files.filter((file) -> file.endsWith("package-info.java"))
				.map((file) -> MAIN.relativize(file.getParent()).toString().replaceAll("[/\\\\]", "."))
				.filter((room) -> !room.isEmpty() && (!room.startsWith("sandbox.") || named.contains(room)))
				.collect(Collectors.toCollection(TreeSet::new));
			assertThat(named).isEqualTo(rooms);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "README.md", "ARCHITECTURE.md", "RATIONALE.md", "docs/call-record.md", "docs/own-provider.md" })
	void filesThatADocumentNamesAreThere(String document) throws IOException {
		assertThat(FILE.matcher(text(document)).results().map((file) -> file.group(1)))
			.allMatch((file) -> Files.exists(Path.of(file)) || Files.exists(Path.of(file + ".java")));
	}

	@Test
	void reasonsStandInTheOrderOfTheirDays() throws IOException {
		List<String> days = Pattern.compile("(?m)^\\*\\*(20\\d\\d-\\d\\d-\\d\\d) · ")
			.matcher(text("RATIONALE.md"))
			.results()
			.map((day) -> day.group(1))
			.toList();
		assertThat(days).hasSizeGreaterThan(50).isSorted();
	}

	@Test
	void defaultsThatTheReadmeTellsAreThoseOfTheCode() throws IOException {
		List<String> wrong = new ArrayList<>();
		Set<String> told = new TreeSet<>();
		for (MatchResult table : TABLE.matcher(text("README.md")).results().toList()) {
			String prefix = (table.group("prefix") != null) ? table.group("prefix") + "." : "";
			table.group("rows").lines().map((row) -> row.split("\\|")).forEach((cells) -> {
				List<String> names = names(prefix, cells[1]);
				told.addAll(names);
				wrong.addAll(wrong(names, cells[2].strip()));
			});
		}
		assertThat(wrong).isEmpty();
		assertThat(told).hasSizeGreaterThan(100);
	}

	@Test
	void variablesThatTheApplicationReadsAreInTheReadme() throws IOException {
		String readme = text("README.md");
		Map<String, String> defaults = VARIABLE.matcher(text("application.yml"))
			.results()
			.collect(Collectors.toMap((one) -> one.group(1), (one) -> one.group(2), (one, _) -> one, TreeMap::new));
		assertThat(defaults).hasSizeGreaterThan(20);
		assertThat(defaults.keySet()).allMatch((name) -> readme.contains("`" + name + "`"));
	}

	/** A name that begins with a dot stands beside the one before. */
	private static List<String> names(String prefix, String cell) {
		List<String> names = new ArrayList<>();
		for (MatchResult quoted : QUOTED.matcher(cell).results().toList()) {
			String name = quoted.group(1);
			boolean beside = name.startsWith(".");
			names.add(beside ? names.getLast().replaceFirst("\\.[^.]*$", "") + name : prefix + name);
		}
		return names;
	}

	private static List<String> wrong(List<String> names, String cell) {
		List<String> told = (names.size() == 1) ? List.of(cell) : Arrays.asList(cell.split(", "));
		if (told.size() != 1 && told.size() != names.size()) {
			return List.of("as many defaults as settings, or one: " + names);
		}
		List<String> wrong = new ArrayList<>();
		for (int at = 0; at < names.size(); at++) {
			String name = names.get(at);
			String said = told.get(told.size() == 1 ? 0 : at).replace("`", "");
			if (!name.endsWith(".*")) {
				String usual = usual(name);
				if (usual == null || !same(said, usual)) {
					wrong.add(name + " is said to be '" + said + "' and is " + usual);
				}
			}
		}
		return wrong;
	}

	private static boolean same(String said, String usual) {
		if (usual.isEmpty()) {
			return NOTHING.contains(said) || said.contains(" ") || said.endsWith("'s") || said.endsWith("_KEY")
					|| said.endsWith("_TOKEN") || said.endsWith("_MODEL");
		}
		return said.equalsIgnoreCase(usual) || (said.endsWith(" lists") && usual.contains(", "))
				|| (said.matches("[0-9.]+m?s") && usual.matches("[0-9]+m?s") && duration(said).equals(duration(usual)));
	}

	private static Duration duration(String text) {
		return text.matches("[0-9]+\\.[0-9]s") ? Duration.ofMillis(Long.parseLong(text.replaceAll("[.s]", "")) * 100)
				: DurationStyle.detectAndParse(text);
	}

	/** What the code takes for a setting; empty for nothing, null if it is not there. */
	private static @Nullable String usual(String name) {
		return SETTINGS.stream()
			.filter((settings) -> name.startsWith(settings.prefix() + "."))
			.flatMap((settings) -> parameter(settings.type(), name.substring(settings.prefix().length() + 1)).stream())
			.map((parameter) -> parameter.getAnnotation(DefaultValue.class))
			.map((usual) -> (usual != null) ? String.join(", ", usual.value()) : "")
			.findFirst()
			.orElse(null);
	}

	private static List<Parameter> parameter(Class<?> root, String path) {
		ResolvableType type = ResolvableType.forClass(root);
		Parameter found = null;
		for (String element : path.split("\\.")) {
			if (element.startsWith("<")) {
				type = type.getGeneric(1);
				continue;
			}
			found = parameters(type.toClass()).filter((each) -> dashed(each.getName()).equals(element))
				.findFirst()
				.orElse(null);
			if (found == null) {
				return List.of();
			}
			type = ResolvableType.forType(found.getParameterizedType());
		}
		return (found != null) ? List.of(found) : List.of();
	}

	private static Stream<Parameter> parameters(Class<?> type) {
		return type.isRecord() ? Stream.of(type.getDeclaredConstructors())
			.filter((constructor) -> constructor.getParameterCount() == type.getRecordComponents().length)
			.flatMap((constructor) -> Stream.of(constructor.getParameters())) : Stream.empty();
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	private static List<Settings> settings() {
		var scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		List<Settings> settings = new ArrayList<>();
		scanner.findCandidateComponents("io.trunkline").forEach((candidate) -> {
			Class<?> type = type(String.valueOf(candidate.getBeanClassName()));
			settings.add(new Settings(type.getAnnotation(ConfigurationProperties.class).value(), type));
		});
		settings.add(new Settings("trunkline.agents.<name>", type("io.trunkline.agent.AgentsProperties$Definition")));
		settings.add(new Settings("trunkline.routes[]", type("io.trunkline.routing.RouteDefinition")));
		return settings;
	}

	private static Class<?> type(String name) {
		try {
			return Class.forName(name);
		}
		catch (ClassNotFoundException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String text(String file) throws IOException {
		return Files.readString(Path.of(file));
	}

	/**
	 * A record of settings.
	 *
	 * @param prefix what leads up to them
	 */
	private record Settings(String prefix, Class<?> type) {
	}

}
