package io.trunkline.telephony.bandwidth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.FakeSwitchboard.ExpectedCall;
import io.trunkline.telephony.MediaStream.Ending;
import io.trunkline.telephony.RawWebSocket;
import io.trunkline.telephony.socket.MediaLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MediaDoorTests {

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550123", "+12025550100", Direction.INBOUND);

	private final MediaServer server = new MediaServer(MediaLimits.DEFAULT);

	@AfterEach
	void shutDown() {
		Awaitility.await().untilAsserted(() -> assertThat(this.server.connections()).isZero());
		this.server.close();
	}

	@Test
	void tokenOfACallOpensItsSocket() throws Exception {
		ExpectedCall call = this.server.switchboard.expect(LEG);
		assertThat(knock(call.token(), Map.of())).isEqualTo(101);
		assertThat(call.abandoned()).isOne();
	}

	@Test
	void rightCredentialsAreFineToo() throws Exception {
		ExpectedCall call = this.server.switchboard.expect(LEG);
		String said = MediaServer.USERNAME + ":" + MediaServer.PASSWORD;
		try (RawWebSocket socket = RawWebSocket.open(this.server.port(), path(call.token()), basic(said))) {
			socket.text("""
					{"eventType":"start","metadata":{"tracks":[{"name":"inbound","mediaFormat":\
					{"encoding":"PCMU","sampleRate":8000}}]}}""");
			call.stream().close(Ending.CLOSED);
			assertThat(socket.closeCode()).isEqualTo(1000);
		}
	}

	@Test
	void wrongCredentialsAreRefusedAndTheTokenStaysGood() {
		ExpectedCall call = this.server.switchboard.expect(LEG);
		assertThat(knock(call.token(), basic("media:wrong"))).isEqualTo(401);
		assertThat(this.server.switchboard.asked()).isZero();
		assertThat(security("media_credentials")).isOne();
		assertThat(knock(call.token(), Map.of())).isEqualTo(101);
	}

	@Test
	void unknownTokenIsRefusedBeforeTheUpgrade() {
		assertThat(knock("A".repeat(43), Map.of())).isEqualTo(401);
		assertThat(this.server.switchboard.asked()).isOne();
		assertThat(security("media_token")).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%20",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+" })
	void whatCannotBeATokenIsNotAskedFor(String token) {
		assertThat(knock(token, Map.of())).isEqualTo(401);
		assertThat(this.server.switchboard.asked()).isZero();
		assertThat(security("media_token")).isOne();
	}

	@Test
	void browsersAreRefused() {
		ExpectedCall call = this.server.switchboard.expect(LEG);
		assertThat(knock(call.token(), Map.of("Origin", "https://example.com"))).isEqualTo(403);
		assertThat(security("media_origin")).isOne();
		assertThat(this.server.switchboard.asked()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version" })
	void plainRequestDoesNotSpendTheToken(String missing) {
		ExpectedCall call = this.server.switchboard.expect(LEG);
		assertThat(knock(call.token(), Map.of(missing, ""))).isEqualTo(426);
		assertThat(this.server.switchboard.asked()).isZero();
	}

	@Test
	void failingAdmissionIsNotTheCarriersFault() {
		this.server.switchboard.failWith(new IllegalStateException("no store"));
		assertThat(knock("A".repeat(43), Map.of())).isEqualTo(503);
		assertThat(security("media_token")).isZero();
	}

	private int knock(String token, Map<String, String> headers) {
		return RawWebSocket.knock(this.server.port(), path(token), headers);
	}

	private static String path(String token) {
		return "/media/bandwidth/" + token;
	}

	private double security(String event) {
		return this.server.count("trunkline.security", "event", event);
	}

	private static Map<String, String> basic(String said) {
		return Map.of("Authorization",
				"Basic " + Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8)));
	}

}
