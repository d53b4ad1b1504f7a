package io.trunkline.outbound;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.trunkline.outbound.OutboundRefusedException.Kind;
import io.trunkline.telephony.DialPlan;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.PhoneNumber;
import org.assertj.core.api.AbstractComparableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OrderChecksTests {

	private final FakeDialler dialler = new FakeDialler(() -> 0);

	private final OrderChecks checks = checks(this.dialler);

	@Test
	void whatTheAgentSaysOfOutboundCallsHolds() {
		CheckedOrder order = this.checks.check(new PlaceCall(null, Wishes.TO, "clerk", Map.of(), null, null, null));
		assertThat(order.plan("out-x")).isEqualTo(new DialPlan("out-x", new PhoneNumber(Wishes.TO), Optional.empty(),
				Duration.ofSeconds(20), Duration.ofSeconds(15), DialPlan.Detection.ASYNC));
	}

	@Test
	void theWishGoesBeforeTheAgent() {
		CheckedOrder order = this.checks.check(new PlaceCall(null, Wishes.TO, "clerk", Map.of(), "+12025550188",
				Duration.ofSeconds(300), Duration.ofSeconds(1)));
		assertThat(order.plan("out-x"))
			.isEqualTo(new DialPlan("out-x", new PhoneNumber(Wishes.TO), Optional.of(new PhoneNumber("+12025550188")),
					Duration.ofSeconds(300), Duration.ofSeconds(1), DialPlan.Detection.ASYNC));
		assertThat(order.leg("out-x").from()).isEqualTo("+12025550188");
	}

	@Test
	void theConfiguredNumberMayBeNamedToo() {
		assertThat(this.checks.check(from("+12025550100")).from()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+12025550199", "2025550100", "", "anonymous", "+1 202 555 0188", "911" })
	void anyOtherNumberIsNotShown(String from) {
		assertRefused(from(from)).isEqualTo(Kind.CALLER_ID_NOT_ALLOWED);
	}

	@Test
	void aNumberOfOneCarrierIsNotShownByAnother() {
		OrderChecks checks = checks(this.dialler, new FakeDialler("other", () -> 0));
		assertThat(checks.check(from("reception", "+12025550188")).from()).isPresent();
		assertThatExceptionOfType(OutboundRefusedException.class)
			.isThrownBy(() -> checks.check(from("scout", "+12025550188")))
			.withMessageContaining("trunkline.outbound.carriers.other.from-numbers")
			.withMessageNotContaining("0188");
	}

	@Test
	void thisServiceDoesNotCallItself() {
		assertRefused(Wishes.wish(null, "+1 202 555 0100")).isEqualTo(Kind.NUMBER_NOT_ALLOWED);
		assertThatCode(() -> this.checks.check(from("+12025550188"))).doesNotThrowAnyException();
	}

	@Test
	void anAgentMustBeThere() {
		assertRefused(new PlaceCall(null, Wishes.TO, "nobody", Map.of(), null, null, null))
			.isEqualTo(Kind.UNKNOWN_AGENT);
	}

	@ParameterizedTest
	@CsvSource({ "+19005551234, NUMBER_NOT_ALLOWED", "911, NUMBER_NOT_ALLOWED", "+18765551234, NUMBER_NOT_ALLOWED",
			"12025550123, NOT_A_NUMBER", "sip:a@b.example, NOT_A_NUMBER" })
	void aNumberMustBeAllowed(String to, Kind kind) {
		assertRefused(Wishes.wish(null, to)).isEqualTo(kind);
	}

	@Test
	void aRefusalShowsNeitherNumberNorValue() {
		assertThatExceptionOfType(OutboundRefusedException.class)
			.isThrownBy(() -> this.checks.check(Wishes.wish(null, "+19005551234")))
			.withMessageNotContaining("900")
			.withMessageContaining("premium");
	}

	@Test
	void aCarrierWithoutItsSettingsNamesThem() {
		this.dialler
			.line(new Dialler.Line.Missing(List.of("trunkline.fake.id (FAKE_ID)", "trunkline.fake.key (FAKE_KEY)")));
		assertThatExceptionOfType(OutboundRefusedException.class).isThrownBy(() -> this.checks.check(Wishes.wish(null)))
			.withMessageContaining("trunkline.fake.id (FAKE_ID), trunkline.fake.key (FAKE_KEY)")
			.satisfies((refusal) -> assertThat(refusal.kind()).isEqualTo(Kind.CARRIER_NOT_CONFIGURED));
	}

	@Test
	void withoutACarrierNobodyIsCalled() {
		assertThatExceptionOfType(OutboundRefusedException.class).isThrownBy(() -> checks().check(Wishes.wish(null)))
			.satisfies((refusal) -> assertThat(refusal.kind()).isEqualTo(Kind.CARRIER_NOT_CONFIGURED));
	}

	@ParameterizedTest
	@CsvSource({ "PT0S,", "PT0.9S,", "PT5M1S,", "-PT1S,", ",PT0S", ",PT25.001S" })
	void timeoutsHaveTheCarriersRange(@Nullable Duration ring, @Nullable Duration callback) {
		assertRefused(new PlaceCall(null, Wishes.TO, "reception", Map.of(), null, ring, callback))
			.isEqualTo(Kind.BAD_TIMEOUT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "customer_name", "customer-name", "customerName", "CUSTOMER_NAME" })
	void aDeclaredVariableMayBeWrittenInAnyWay(String name) {
		assertThat(this.checks.check(Wishes.about(Map.of(name, "x".repeat(OrderChecks.LONGEST_VALUE)))).variables())
			.containsKey(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "other", "caller", "dialled", "call", "date", "", "{{customer_name}}" })
	void aVariableThatTheAgentDoesNotDeclareIsRefused(String name) {
		assertRefused(Wishes.about(Map.of(name, "x"))).isEqualTo(Kind.BAD_VARIABLES);
	}

	@Test
	void variablesHaveBounds() {
		Map<String, String> many = new HashMap<>();
		for (int i = 0; i <= OrderChecks.MOST_VARIABLES; i++) {
			many.put("v" + i, "x");
		}
		assertRefused(Wishes.about(many)).isEqualTo(Kind.BAD_VARIABLES);
		assertRefused(Wishes.about(Map.of("customer_name", "x".repeat(OrderChecks.LONGEST_VALUE + 1))))
			.isEqualTo(Kind.BAD_VARIABLES);
		assertRefused(Wishes.about(Map.of("customer_name", "x", "customerName", "y"))).isEqualTo(Kind.BAD_VARIABLES);
		assertRefused(Wishes.about(Map.of("customer" + "_".repeat(60) + "name", "x"))).isEqualTo(Kind.BAD_VARIABLES);
	}

	@Test
	void aKeyIsVisibleAsciiAndNotTooLong() {
		for (String good : List.of("k", "k".repeat(255), "8f14e45f-ceea-467f-a83d-01b1a1a1a1a1", "~!\"#")) {
			assertThatCode(() -> OrderChecks.checkKey(good)).doesNotThrowAnyException();
		}
		for (String bad : List.of("", " ", "a b", "k".repeat(256), "\u00e9", "a\n")) {
			assertThatExceptionOfType(OutboundRefusedException.class).isThrownBy(() -> OrderChecks.checkKey(bad))
				.satisfies((refusal) -> assertThat(refusal.kind()).isEqualTo(Kind.BAD_KEY));
		}
	}

	private AbstractComparableAssert<?, Kind> assertRefused(PlaceCall call) {
		OutboundRefusedException refusal = catchThrowableOfType(OutboundRefusedException.class,
				() -> this.checks.check(call));
		assertThat(refusal).isNotNull();
		return assertThat(refusal.kind());
	}

	private static PlaceCall from(String from) {
		return from("reception", from);
	}

	private static PlaceCall from(String agent, String from) {
		return new PlaceCall(null, Wishes.TO, agent, Map.of(), from, null, null);
	}

	private static OrderChecks checks(Dialler... diallers) {
		OutboundProperties settings = Wishes.settings();
		return new OrderChecks(Pod.agents(), new NumberRules(settings.countries()),
				Pod.trunks(VirtualTimeScheduler.create(), settings, diallers));
	}

}
