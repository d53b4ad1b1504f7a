package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.CarrierLine;
import io.trunkline.telephony.FakeSwitchboard;
import io.trunkline.telephony.FakeSwitchboard.ExpectedCall;
import io.trunkline.telephony.MediaSocketContract;
import io.trunkline.telephony.MediaStream.Ending;
import io.trunkline.telephony.RawWebSocket;
import io.trunkline.telephony.socket.MediaLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BandwidthMediaStreamTests implements MediaSocketContract {

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1a2b"),
			"+12025550123", "+12025550100", Direction.INBOUND);

	private static MediaServer server;

	@BeforeAll
	static void listen() {
		server = new MediaServer(MediaLimits.DEFAULT.withStart(Duration.ofSeconds(2)));
	}

	@AfterAll
	static void shutDown() {
		server.close();
	}

	@AfterEach
	void noConnectionIsLeft() {
		Awaitility.await().untilAsserted(() -> assertThat(server.connections()).isZero());
	}

	@Override
	public FakeSwitchboard switchboard() {
		return server.switchboard;
	}

	@Override
	public CallLeg leg() {
		return LEG;
	}

	@Override
	public CarrierLine dial(String token) {
		return new BandwidthLine(server.port(), token, LEG);
	}

	@Test
	void foreignIdsAreASecurityEvent() throws Exception {
		double before = server.count("trunkline.security", "event", "media_ids");
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.startAs(LEG.accountId().value(), "c-of-somebody-else");
			call.stream();
		}
		assertThat(server.count("trunkline.security", "event", "media_ids")).isEqualTo(before + 1);
	}

	@Test
	void gapsAndRepetitionsAreCounted() throws Exception {
		double gaps = server.count("trunkline.provider.errors", "error", "media_gap");
		double duplicates = server.count("trunkline.provider.errors", "error", "media_duplicate");
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.say(new byte[160]);
			line.lose();
			line.say(new byte[160]);
			line.repeat();
			line.stop();
			call.ending();
		}
		assertThat(server.count("trunkline.provider.errors", "error", "media_gap")).isEqualTo(gaps + 1);
		assertThat(server.count("trunkline.provider.errors", "error", "media_duplicate")).isEqualTo(duplicates + 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PCMU", "audio/PCMU", "audio/pcmu", "pcmu" })
	void muLawIsTakenUnderAnyOfItsNames(String encoding) throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.socket().text(start(encoding, 8000));
			assertThat(call.stream()).isNotNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "PCMA 8000", "PCMU 16000", "opus 48000" })
	void otherFormatGivesTheCallBack(String format) throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		String[] parts = format.split(" ");
		try (CarrierLine line = dial(call.token())) {
			line.socket().text(start(parts[0], Integer.parseInt(parts[1])));
			assertThat(line.socket().closeCode()).isEqualTo(1003);
			assertThat(call.abandoned()).isOne();
		}
	}

	@Test
	void emptyPayloadIsNoSound() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.say(new byte[0]);
			line.say(new byte[] { 7 });
			assertThat(call.hear(1)).containsExactly(AudioChunk.telephone(new byte[] { 7 }));
		}
	}

	@Test
	void countThatBeginsAnewIsHeard() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.socket().text("{\"payload\":\"AQ==\",\"sequenceNumber\":\"900\",\"eventType\":\"media\"}");
			line.socket().text("{\"payload\":\"Ag==\",\"sequenceNumber\":\"1\",\"eventType\":\"media\"}");
			line.socket().text("{\"payload\":\"Aw==\",\"eventType\":\"media\"}");
			assertThat(call.hear(3)).extracting((chunk) -> chunk.bytes()[0])
				.containsExactly((byte) 1, (byte) 2, (byte) 3);
		}
	}

	@Test
	void soundOfAnotherKindIsNotPlayed() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		AudioChunk wide = new AudioChunk(new AudioFormat(AudioFormat.Encoding.PCM16, 24000), new byte[480]);
		try (CarrierLine line = dial(call.token())) {
			line.start();
			call.with((stream) -> assertThatIllegalArgumentException().isThrownBy(() -> stream.play(wide)));
		}
	}

	@Test
	void carrierThatDoesNotReadIsCutOff() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		AudioChunk second = AudioChunk.silence(Duration.ofSeconds(1));
		try (RawWebSocket deaf = RawWebSocket.openDeaf(server.port(), "/media/bandwidth/" + call.token(), Map.of())) {
			deaf.text(start("PCMU", 8000));
			// more than any buffer of the operating system takes
			for (int batch = 0; batch < 100; batch++) {
				call.with((stream) -> {
					for (int i = 0; i < 50; i++) {
						stream.play(second);
					}
				});
			}
			assertThat(call.ending()).isEqualTo(Ending.STALLED);
			Awaitility.await().untilAsserted(() -> assertThat(server.connections()).isZero());
		}
	}

	@Test
	void parametersOfTheDocumentComeBack() throws Exception {
		assertThat(parameters("{\"order\":\"A-17\",\"name\":\"Ren\u00e9e\"}"))
			.isEqualTo(Map.of("order", "A-17", "name", "Ren\u00e9e"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "7", "\"order\"", "{}", "{\"order\":7,\"a\":null,\"b\":{\"c\":\"d\"}}",
			"{\"\":\"a\",\"b\":\" \"}" })
	void oddParametersAreNoneAndTheStreamOpens(String params) throws Exception {
		assertThat(parameters(params)).isEmpty();
	}

	@Test
	void moreParametersThanAnybodySentAreNotKept() throws Exception {
		String twenty = IntStream.range(0, 20).mapToObj((i) -> "\"n" + i + "\":\"v\"").collect(Collectors.joining(","));
		assertThat(parameters("{" + twenty + "}")).hasSize(12);
		assertThat(parameters("{\"long\":\"" + "v".repeat(2049) + "\",\"" + "n".repeat(257) + "\":\"v\",\"m\":\""
				+ "v".repeat(2048) + "\"}"))
			.containsOnlyKeys("m");
	}

	@Test
	void aStreamWithoutParametersHasNone() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.start();
			assertThat(call.stream().parameters()).isEmpty();
		}
	}

	private Map<String, String> parameters(String params) throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.socket().text(start("PCMU", 8000).replaceFirst("\\{", "{\"streamParams\":" + params + ","));
			return call.stream().parameters();
		}
	}

	private static String start(String encoding, int sampleRate) {
		return """
				{"eventType":"start","metadata":{"accountId":"9900000","callId":"c-1a2b","tracks":\
				[{"name":"inbound","mediaFormat":{"encoding":"%s","sampleRate":%d}}]}}""".formatted(encoding,
				sampleRate);
	}

}
