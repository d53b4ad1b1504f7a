package io.trunkline.routing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.trunkline.call.Doorkeeper.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RoutesTests {

	private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

	private static final Instant NIGHT = Instant.parse("2026-11-20T23:00:00Z");

	private static final String SOMEBODY = "+12025550123";

	private static final String OURS = "+12025550100";

	private static final String[] OFFICE = { "[0].hours.time-zone", "UTC", "[0].hours.open", "mon-fri 09:00-17:00",
			"[0].closed.sentence", "We are closed." };

	@Test
	void withoutRoutesTheDialledNumberDecides() {
		assertThat(routes().entry(SOMEBODY, OURS, NOON)).isEqualTo(Routes.WHOSE_NUMBER);
	}

	@Test
	void firstRouteForTheNumberDecides() {
		Routes routes = routes("[0].numbers", OURS + ",+12025550101", "[0].agent", "sales", "[0].greeting", "Sales!",
				"[1].numbers", "+12025550102", "[1].reject", "true", "[2].agent", "reception");
		assertThat(routes.entry(SOMEBODY, OURS, NOON)).isEqualTo(new Entry.Agent("sales", "Sales!"));
		assertThat(routes.entry(SOMEBODY, "+12025550101", NOON)).isEqualTo(new Entry.Agent("sales", "Sales!"));
		assertThat(routes.entry(SOMEBODY, "+12025550102", NOON)).isEqualTo(new Entry.Reject());
		assertThat(routes.entry(SOMEBODY, "+12025550103", NOON)).isEqualTo(new Entry.Agent("reception", ""));
	}

	@Test
	void closedHoursHaveTheirSentence() {
		Routes routes = routes(OFFICE);
		assertThat(routes.entry(SOMEBODY, OURS, NOON)).isEqualTo(Routes.WHOSE_NUMBER);
		assertThat(routes.entry(SOMEBODY, OURS, NIGHT)).isEqualTo(new Entry.Closed("We are closed."));
	}

	@Test
	void closedHoursMayHaveAnAgent() {
		Routes routes = routes("[0].agent", "reception", "[0].greeting", "Good day.", "[0].hours.time-zone", "UTC",
				"[0].hours.open", "mon-fri 09:00-17:00", "[0].closed.agent", "night", "[0].closed.greeting",
				"Good night.");
		assertThat(routes.entry(SOMEBODY, OURS, NOON)).isEqualTo(new Entry.Agent("reception", "Good day."));
		assertThat(routes.entry(SOMEBODY, OURS, NIGHT)).isEqualTo(new Entry.Agent("night", "Good night."));
	}

	@ParameterizedTest
	@CsvSource({ "+19005550123,true", "+12025550166,true", "+12025550167,false", "+442071838750,false",
			"19005550123,true", "sip:+19005550123@trunk.example,true", "tel:+1-900-555-0123,true", "anonymous,false",
			"'',false", "sip:ada@home.example,false" })
	void blockedCallersAreNotAnswered(String from, boolean rejected) {
		Routes routes = routes("[0].callers.block[0]", "+1900*", "[0].callers.block[1]", "+12025550166");
		assertThat(routes.entry(from, OURS, NOON) instanceof Entry.Reject).isEqualTo(rejected);
	}

	@ParameterizedTest
	@CsvSource({ "anonymous,true", "Restricted,true", "Private,true", "Unavailable,true", "'',true", "+266696687,true",
			"sip:anonymous@anonymous.invalid,true", "+12025550123,false", "sip:ada@home.example,false", "12345,false" })
	void callsThatShowNoNumberMayBeRejected(String from, boolean rejected) {
		Routes routes = routes("[0].callers.withheld", "reject");
		assertThat(routes.entry(from, OURS, NOON) instanceof Entry.Reject).isEqualTo(rejected);
	}

	@Test
	void specialCallersHaveTheirOwnAgentAndGreeting() {
		Routes routes = routes("[0].agent", "reception", "[0].greeting", "Hello.", "[0].callers.vip.numbers",
				SOMEBODY + ",+4930*", "[0].callers.vip.agent", "concierge", "[0].callers.vip.greeting",
				"Welcome back!");
		assertThat(routes.entry(SOMEBODY, OURS, NOON)).isEqualTo(new Entry.Agent("concierge", "Welcome back!"));
		assertThat(routes.entry("+493012345678", OURS, NOON)).isEqualTo(new Entry.Agent("concierge", "Welcome back!"));
		assertThat(routes.entry("+12025550124", OURS, NOON)).isEqualTo(new Entry.Agent("reception", "Hello."));
	}

	@Test
	void specialCallersKeepWhatIsNotSaidOtherwise() {
		Routes greeting = routes("[0].agent", "reception", "[0].callers.vip.numbers", SOMEBODY,
				"[0].callers.vip.greeting", "Welcome back!");
		assertThat(greeting.entry(SOMEBODY, OURS, NOON)).isEqualTo(new Entry.Agent("reception", "Welcome back!"));
		Routes agent = routes("[0].agent", "reception", "[0].greeting", "Reception.", "[0].callers.vip.numbers",
				SOMEBODY, "[0].callers.vip.agent", "concierge");
		assertThat(agent.entry(SOMEBODY, OURS, NOON)).isEqualTo(new Entry.Agent("concierge", ""));
	}

	@Test
	void specialCallersMayComeAtAnyTime() {
		String[] vip = { "[0].callers.vip.numbers", SOMEBODY, "[0].callers.vip.agent", "concierge" };
		assertThat(all(OFFICE, vip).entry(SOMEBODY, OURS, NIGHT)).isEqualTo(new Entry.Closed("We are closed."));
		assertThat(all(OFFICE, vip, new String[] { "[0].callers.vip.always", "true" }).entry(SOMEBODY, OURS, NIGHT))
			.isEqualTo(new Entry.Agent("concierge", ""));
	}

	@Test
	void onBothListsTheCloserEntryCountsAndAmongEqualsTheBlock() {
		String[] vip = { "[0].callers.vip.numbers", SOMEBODY, "[0].callers.vip.agent", "concierge" };
		assertThat(all(vip, new String[] { "[0].callers.block", "+1202*" }).entry(SOMEBODY, OURS, NOON))
			.isEqualTo(new Entry.Agent("concierge", ""));
		assertThat(all(vip, new String[] { "[0].callers.block", SOMEBODY }).entry(SOMEBODY, OURS, NOON))
			.isEqualTo(new Entry.Reject());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "[0].numbers|+12025550100,12345|[0].numbers[1] is not a number",
			"[0].hours.open|mon 9-5|[0].hours.open[0] must be days and hours",
			"[0].hours.time-zone|Mars/Olympus|[0].hours.time-zone is unknown",
			"[0].hours.time-zone||[0].hours.time-zone is missing",
			"[0].hours.holidays|2026-02-30|[0].hours.holidays[0] must be a day",
			"[0].hours.holidays|13-01|[0].hours.holidays[0] must be a day", "[0].hours.open||[0].hours.open is missing",
			"[0].closed.sentence||[0].closed needs one of sentence and agent",
			"[0].closed.agent|night|[0].closed needs one of sentence and agent",
			"[0].closed.sentence|Bye {{caller}}|[0].closed.sentence can have no variables",
			"[0].callers.block|1900|[0].callers.block[0] is not a number",
			"[0].callers.block|+12345|[0].callers.block[0] is not a number",
			"[0].callers.vip.numbers|+12025550123|[0].callers.vip needs numbers, and",
			"[0].callers.vip.agent|concierge|[0].callers.vip needs numbers, and",
			"[0].reject|true|[0].reject takes no call at all" })
	void faultNamesItsSetting(String setting, String value, String problem) {
		Map<String, String> settings = settings(OFFICE);
		settings.put("trunkline.routes" + setting, (value != null) ? value : "");
		assertThatThrownBy(() -> RoutesReader.read(bind(settings))).isInstanceOf(RoutesRefusedException.class)
			.hasMessageContaining("trunkline.routes" + problem);
	}

	@Test
	void allFaultsAreToldAtOnceAndNoNumber() {
		assertThatThrownBy(() -> routes("[0].numbers", "4711", "[0].callers.block", "1900", "[1].closed.agent", "night",
				"[2].agent", "sales", "[3].agent", "sales"))
			.isInstanceOfSatisfying(RoutesRefusedException.class,
					(refusal) -> assertThat(refusal.problems()).hasSize(5)
						.anyMatch((problem) -> problem.startsWith("trunkline.routes[1].closed means nothing without"))
						.anyMatch((problem) -> problem.startsWith("trunkline.routes[3] is never reached")))
			.hasMessageNotContaining("4711");
	}

	@Test
	void numberOfTwoRoutesIsAFaultSinceTheSecondNeverCounts() {
		assertThatThrownBy(() -> routes("[0].numbers", OURS, "[0].agent", "a", "[1].numbers", OURS, "[1].agent", "b"))
			.hasMessageContaining("trunkline.routes[1].numbers has a number that trunkline.routes[0].numbers has");
	}

	@ParameterizedTest
	@ValueSource(strings = { "+12025550123", "+1*", "+4930123*", "+8613800138000" })
	void listsTakeNumbersAndBeginnings(String entry) {
		assertThat(NumberList.isEntry(entry)).isTrue();
	}

	private static Routes routes(String... settings) {
		return RoutesReader.read(bind(settings(settings))).routes();
	}

	private static Routes all(String[]... settings) {
		return routes(Stream.of(settings).flatMap(Stream::of).toArray(String[]::new));
	}

	private static Map<String, String> settings(String... settings) {
		Map<String, String> properties = new LinkedHashMap<>();
		for (int at = 0; at < settings.length; at += 2) {
			properties.put("trunkline.routes" + settings[at], settings[at + 1]);
		}
		return properties;
	}

	private static List<RouteDefinition> bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties))
			.bind("trunkline.routes", Bindable.listOf(RouteDefinition.class))
			.orElse(List.of());
	}

}
