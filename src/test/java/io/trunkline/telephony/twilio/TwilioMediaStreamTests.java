package io.trunkline.telephony.twilio;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.trunkline.audio.AudioChunk;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.CarrierLine;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.FakeSwitchboard;
import io.trunkline.telephony.FakeSwitchboard.ExpectedCall;
import io.trunkline.telephony.MediaSocketContract;
import io.trunkline.telephony.MediaStream.Ending;
import io.trunkline.telephony.RawWebSocket;
import io.trunkline.telephony.socket.MediaLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TwilioMediaStreamTests implements MediaSocketContract {

	private static final CallLeg LEG = new CallLeg("twilio", new AccountId(TwilioServer.ACCOUNT),
			new CallId(TwilioServer.CALL), "+12025550123", "+12025550100", Direction.INBOUND);

	private final TwilioMediaServer server = new TwilioMediaServer(
			MediaLimits.DEFAULT.withStart(Duration.ofSeconds(2)));

	@AfterEach
	void shutDown() {
		Awaitility.await().untilAsserted(() -> assertThat(this.server.connections()).isZero());
		this.server.close();
	}

	@Override
	public FakeSwitchboard switchboard() {
		return this.server.switchboard;
	}

	@Override
	public CallLeg leg() {
		return LEG;
	}

	@Override
	public CarrierLine dial(String token) {
		return new TwilioLine(this.server.port(), token, LEG);
	}

	@Test
	void valuesThatTravelComeBack() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.start();
			assertThat(call.stream().parameters()).isEqualTo(Map.of("order", "17"));
		}
	}

	@Test
	void keysAreTold() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (TwilioLine line = (TwilioLine) dial(call.token())) {
			line.start();
			line.press('5');
			line.press('#');
			line.say(new byte[160]);
			call.hear(1);
			assertThat(switchboard().told()).extracting((notice) -> ((CarrierNotice.KeyPressed) notice).digit())
				.containsExactly('5', '#');
		}
	}

	@Test
	void marksTellHowFarTheCarrierIs() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (TwilioLine line = (TwilioLine) dial(call.token())) {
			line.start();
			BlockingQueue<Duration> progress = new LinkedBlockingQueue<>();
			call.with((stream) -> {
				stream.progress().subscribe(progress::add);
				for (int i = 0; i < 6; i++) {
					stream.play(AudioChunk.telephone(new byte[640]));
				}
			});
			String first = line.nextMark();
			String second = line.nextMark();
			line.echo(first);
			line.echo("somebody-elses");
			line.echo(second);
			assertThat(next(progress)).isEqualTo(Duration.ofMillis(240));
			assertThat(next(progress)).isEqualTo(Duration.ofMillis(480));
		}
	}

	@Test
	void marksOfWhatWasDroppedTellNothing() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (TwilioLine line = (TwilioLine) dial(call.token())) {
			line.start();
			BlockingQueue<Duration> progress = new LinkedBlockingQueue<>();
			call.with((stream) -> {
				stream.progress().subscribe(progress::add);
				stream.play(AudioChunk.telephone(new byte[2400]));
				stream.clear();
				stream.play(AudioChunk.telephone(new byte[2400]));
			});
			line.echo(line.nextMark());
			line.echo(line.nextMark());
			assertThat(next(progress)).isEqualTo(Duration.ofMillis(600));
			assertThat(progress).isEmpty();
		}
	}

	private static Duration next(BlockingQueue<Duration> progress) throws InterruptedException {
		Duration next = progress.poll(30, TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		return next;
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"encoding\":\"audio/l16\",\"sampleRate\":8000,\"channels\":1}",
			"{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":16000,\"channels\":1}",
			"{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":2}", "null" })
	void anotherFormatIsRefused(String format) throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.socket()
				.text("{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"mediaFormat\":" + format + "}}");
			assertThat(line.socket().closeCode()).isEqualTo(1003);
			assertThat(call.abandoned()).isOne();
		}
	}

	@Test
	void aStreamWithoutANameCannotBeSpokenTo() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		try (CarrierLine line = dial(call.token())) {
			line.socket().text("""
					{"event":"start","streamSid":"a\\"b","start":{"mediaFormat":{"encoding":"audio/x-mulaw",\
					"sampleRate":8000,"channels":1}}}""");
			assertThat(line.socket().closeCode()).isEqualTo(1008);
			assertThat(call.abandoned()).isOne();
		}
	}

	@Test
	void aSocketWithoutTheRightSignatureDoesNotSpendTheToken() throws Exception {
		ExpectedCall call = switchboard().expect(LEG);
		for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of(TwilioSignature.HEADER, "x"),
				TwilioLine.signed("another"))) {
			assertThat(RawWebSocket.knock(this.server.port(), TwilioSockets.PATH + call.token(), headers))
				.isEqualTo(403);
		}
		assertThat(switchboard().asked()).isZero();
		assertThat(this.server.count("trunkline.security", "event", "media_credentials")).isEqualTo(3);
		try (CarrierLine line = dial(call.token())) {
			line.start();
			call.stream().close(Ending.CLOSED);
			assertThat(line.socket().closeCode()).isEqualTo(1000);
		}
	}

}
