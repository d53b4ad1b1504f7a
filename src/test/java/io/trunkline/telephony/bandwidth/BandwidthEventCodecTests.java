package io.trunkline.telephony.bandwidth;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.bandwidth.BandwidthEventCodec.MalformedEventException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BandwidthEventCodecTests {

	private static final String CALL = "c-1a2b3c4d-5e6f7a8b-1111-2222-3333-444455556666";

	private static final String RUNG_UP = "c-9f8e7d6c-5b4a3928-7777-8888-9999-000011112222";

	@ParameterizedTest
	@CsvSource({ "initiate, Initiate", "initiate-all-fields, Initiate", "initiate-reordered, Initiate",
			"initiate-unknown-fields, Initiate", "answer, Answer", "redirect, Redirect",
			"redirect-of-transferred-leg, Redirect", "gather, Unsolicited", "gather-of-transferred-leg, Gather",
			"transferAnswer, TransferAnswer", "transferAnswer-without-parent, TransferAnswer",
			"transferComplete, TransferComplete", "bridgeComplete, Unsolicited", "bridgeTargetComplete, Unsolicited",
			"recordComplete, RecordComplete", "recordingComplete, RecordComplete", "referComplete, Unsolicited",
			"conferenceCreated, Unsolicited", "conferenceMemberJoin, Unsolicited", "conferenceMemberExit, Unsolicited",
			"conferenceRedirect, Unsolicited", "conferenceCompleted, Acknowledged", "disconnect, Disconnect",
			"dtmf, Dtmf", "transferDisconnect, TransferDisconnect",
			"machineDetectionComplete, MachineDetectionComplete",
			"machineDetectionComplete-odd, MachineDetectionComplete", "mediaStreamStarted, MediaStreamStarted",
			"mediaStreamRejected, MediaStreamRejected", "mediaStreamStopped, MediaStreamStopped",
			"recordingAvailable, RecordingAvailable", "conferenceRecordingAvailable, Acknowledged",
			"transcriptionAvailable, TranscriptionAvailable", "transcriptionAvailable-text, TranscriptionAvailable",
			"realTimeTranscriptionStarted, Acknowledged", "realTimeTranscriptionRejected, Acknowledged",
			"realTimeTranscriptionStopped, Acknowledged", "realTimeTranscriptionAvailable, TranscriptionAvailable",
			"dtmf-odd-digit, Acknowledged", "unknown, Unrecognised", "unknown-without-type, Unrecognised",
			"unknown-synchronous, Unsolicited", "unknown-synchronous-of-transferred-leg, Unsolicited" })
	void everyEventHasItsRecord(String fixture, String record) {
		BandwidthEvent event = decode(fixture);

		assertThat(event.getClass().getSimpleName()).isEqualTo(record);
		BandwidthEventType type = event.envelope().type();
		assertThat(type.wireName()).isEqualTo(fixture.replaceFirst("-.*", ""));
	}

	@Test
	void everyKnownTypeHasAFixture() {
		List<String> fixtures = Fixtures.events("");

		assertThat(BandwidthEventType.values()).extracting(BandwidthEventType::wireName).allSatisfy((name) -> {
			assertThat(fixtures).contains(name);
		});
	}

	@Test
	void theEnvelopeGivesTheLeg() {
		BandwidthEvent event = decode("initiate");

		assertThat(event.envelope().eventTime()).isEqualTo(Instant.parse("2026-03-04T05:06:07.120Z"));
		assertThat(event.envelope().parentCallId()).isNull();
		CallLeg leg = leg(event);
		assertThat(leg.carrier()).isEqualTo("bandwidth");
		assertThat(leg.accountId().value()).isEqualTo("9912345");
		assertThat(leg.callId().value()).isEqualTo(CALL);
		assertThat(leg.from()).isEqualTo("+12025550101");
		assertThat(leg.to()).isEqualTo("+12025550102");
		assertThat(leg.direction()).isEqualTo(Direction.INBOUND);
	}

	@ParameterizedTest
	@ValueSource(strings = { "initiate-reordered", "initiate-unknown-fields", "initiate-all-fields" })
	void orderAndUnknownFieldsChangeNothing(String fixture) {
		assertThat(decode(fixture)).isEqualTo(decode("initiate"));
	}

	@ParameterizedTest
	@CsvSource({ "initiate, INBOUND", "answer, OUTBOUND", "redirect, INBOUND", "disconnect-busy, OUTBOUND",
			"initiate-wrong-types, INBOUND" })
	void directionIsKnown(String fixture, Direction direction) {
		assertThat(leg(decode(fixture)).direction()).isEqualTo(direction);
	}

	@Test
	void numbersAreReadAsText() {
		CallLeg leg = leg(decode("initiate-numbers-for-strings"));

		assertThat(leg.accountId().value()).isEqualTo("9912345");
		assertThat(leg.from()).isEqualTo("12025550101");
		assertThat(decode("initiate-numbers-for-strings").envelope().eventTime()).isNull();
		assertThat(decode("dtmf-number")).isEqualTo(new BandwidthEvent.Dtmf(decode("dtmf-number").envelope(), '7'));
	}

	@Test
	void wrongTypesCountAsAbsent() {
		BandwidthEvent event = decode("initiate-wrong-types");

		assertThat(leg(event).from()).isEmpty();
		assertThat(leg(event).to()).isEmpty();
		assertThat(event.envelope().eventTime()).isNull();
		assertThat(event.envelope().parentCallId()).isNull();
	}

	@Test
	void aCallerMayWithholdTheNumber() {
		assertThat(leg(decode("initiate-withheld-caller")).from()).isEqualTo("Anonymous");
		assertThat(leg(decode("initiate-without-caller")).from()).isEmpty();
	}

	@Test
	void anEndlessCallerNameIsCut() {
		BandwidthEvent event = decodeText("""
				{"eventType":"initiate","accountId":"1","callId":"c-1","from":"%s"}""".formatted("x".repeat(30_000)));

		assertThat(leg(event).from()).hasSize(256);
	}

	@ParameterizedTest
	@MethodSource("refused")
	void idsThatDoNotBelongInAUrlAreNone(String fixture) {
		assertThat(decode(fixture).envelope().leg()).isNull();
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void whatIsNoJsonObjectIsMalformed(String fixture) {
		assertThatExceptionOfType(MalformedEventException.class)
			.isThrownBy(() -> BandwidthEventCodec.decode(Fixtures.event(fixture)))
			.withMessage("not an event of Bandwidth");
	}

	@Test
	void longStringsAreMalformed() {
		assertThatExceptionOfType(MalformedEventException.class).isThrownBy(() -> decodeText("""
				{"eventType":"initiate","x":"%s"}""".formatted("x".repeat(32 * 1024 + 1))));
	}

	@Test
	void twentyLevelsAreEnoughForEveryEvent() {
		String deepest = "{\"eventType\":\"initiate\",\"x\":" + "[".repeat(19) + "]".repeat(19) + "}";

		assertThat(decodeText(deepest)).isInstanceOf(BandwidthEvent.Initiate.class);
	}

	@Test
	void causesAreBandwidthsWordsOrUnknown() {
		assertThat(decode("disconnect")).extracting("cause").isEqualTo("hangup");
		assertThat(decode("mediaStreamRejected")).extracting("cause").isEqualTo("duplicate");
		assertThat(decode("disconnect-odd-cause")).extracting("cause").isEqualTo("unknown");
	}

	@Test
	void onlyAnOrderlyEndOfAStreamIsNotBroken() {
		assertThat(decode("mediaStreamStopped")).isInstanceOfSatisfying(BandwidthEvent.MediaStreamStopped.class,
				(stopped) -> assertThat(stopped.broken()).isFalse());
		assertThat(decode("mediaStreamStopped-broken")).isInstanceOfSatisfying(BandwidthEvent.MediaStreamStopped.class,
				(stopped) -> assertThat(stopped.broken()).isTrue());
	}

	@Test
	void aLegThatATransferRangUpKnowsItsParent() {
		BandwidthEvent event = decode("transferDisconnect");

		assertThat(leg(event).callId().value()).isEqualTo(RUNG_UP);
		assertThat(event.envelope().parentLeg()).hasValueSatisfying((parent) -> {
			assertThat(parent.callId().value()).isEqualTo(CALL);
			assertThat(parent.accountId().value()).isEqualTo("9912345");
		});
	}

	@Test
	void theTagOfACallThatWePlacedIsItsName() {
		assertThat(leg(decode("answer")).tag()).isEqualTo("job-17");
		assertThat(leg(decode("answer")).id()).isEqualTo("job-17");
		assertThat(leg(decode("disconnect-error")).tag()).isEqualTo("job-17");
	}

	@ParameterizedTest
	@ValueSource(strings = { "disconnect", "machineDetectionComplete-odd", "machineDetectionComplete" })
	void whatIsNoNameOfOursIsNoTag(String fixture) {
		assertThat(leg(decode(fixture)).tag()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "64, 64", "65, 0", "0, 0" })
	void aTagHasUpToSixtyFourCharacters(int length, int kept) {
		BandwidthEvent event = decodeText("""
				{"eventType":"answer","accountId":"1","callId":"c-1","tag":"%s"}""".formatted("t".repeat(length)));

		assertThat(leg(event).tag()).hasSize(kept);
	}

	@Test
	void theTagOfALegThatWasRungUpIsThatOfItsParent() {
		BandwidthEvent event = decode("transferDisconnect-of-a-placed-call");

		assertThat(leg(event).tag()).isEmpty();
		assertThat(event.envelope().parentLeg()).hasValueSatisfying((parent) -> {
			assertThat(parent.tag()).isEqualTo("job-17");
			assertThat(parent.direction()).isEqualTo(Direction.OUTBOUND);
		});
	}

	@Test
	void aFaultIsTheirWordsWithoutNumbers() {
		assertThat(decode("disconnect-error")).extracting("fault")
			.isEqualTo("Call to (number) failed: 486 from (address) see 0a0b");
		assertThat(decode("disconnect-busy")).extracting("fault").isEqualTo("busy");
		assertThat(decode("disconnect")).extracting("fault").isEqualTo("");
		assertThat(decodeText("{\"eventType\":\"disconnect\",\"errorMessage\":\"%s\"}".formatted("x".repeat(300))))
			.extracting("fault")
			.asString()
			.hasSize(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "+12025550101", "12025550101", "(202) 555-0101", "202.555.0101", "+49 30 1234567",
			"1-202-555-0101", "sip:12025550101@sbc", "12025550101@sbc", "tel:+12025550101" })
	void noFormOfANumberIsAFault(String number) {
		assertThat(decodeText("{\"eventType\":\"disconnect\",\"errorMessage\":\"to %s!\"}".formatted(number)))
			.extracting("fault")
			.asString()
			.doesNotContainPattern("[0-9]{2}")
			.startsWith("to (");
	}

	@Test
	void noEventShowsDigitsOrNumbers() {
		for (String fixture : Fixtures.events("")) {
			assertThat(decode(fixture).toString()).as(fixture)
				.doesNotContain("2025550", "digit=5", "digit=7", "digits", "Miller");
		}
	}

	@Test
	void anUnknownNameCannotForgeALogLine() {
		assertThat(decodeText("{\"eventType\":\"a\\nb\"}")).extracting("eventType").isEqualTo("?");
		assertThat(decode("unknown")).extracting("eventType").isEqualTo("callQualityReport");
	}

	/** A thousand broken bodies each time: read or refused, never anything else. */
	@RepeatedTest(10)
	void brokenBodiesAreReadOrRefused(RepetitionInfo repetition) {
		long seed = repetition.getCurrentRepetition();
		Random random = new Random(seed);
		List<String> fixtures = Fixtures.events("");
		for (int i = 0; i < 1000; i++) {
			byte[] body = mutated(Fixtures.event(fixtures.get(random.nextInt(fixtures.size()))), random);
			try {
				assertThat(BandwidthEventCodec.decode(body)).isNotNull();
			}
			catch (MalformedEventException _) {
				// refused
			}
			catch (RuntimeException ex) {
				throw new AssertionError("seed " + seed + ", body " + i, ex);
			}
		}
	}

	private static byte[] mutated(byte[] body, Random random) {
		byte[] changed = body.clone();
		for (int change = random.nextInt(1, 5); change > 0; change--) {
			changed[random.nextInt(changed.length)] = random.nextBoolean() ? (byte) random.nextInt(256)
					: (byte) "{}[]\",:0\\u".charAt(random.nextInt(10));
		}
		int length = random.nextInt(4) == 0 ? random.nextInt(changed.length) : changed.length;
		return Arrays.copyOf(changed, length);
	}

	static Stream<String> malformed() {
		return Fixtures.events("malformed").stream();
	}

	static Stream<String> refused() {
		return Fixtures.events("refused").stream();
	}

	private static CallLeg leg(BandwidthEvent event) {
		return Objects.requireNonNull(event.envelope().leg());
	}

	private static BandwidthEvent decode(String fixture) {
		return BandwidthEventCodec.decode(Fixtures.event(fixture));
	}

	private static BandwidthEvent decodeText(String json) {
		return BandwidthEventCodec.decode(json.getBytes(StandardCharsets.UTF_8));
	}

}
