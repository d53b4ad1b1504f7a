package io.trunkline.telephony;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.trunkline.audio.AudioChunk;
import io.trunkline.telephony.CarrierLine.Wanted;
import io.trunkline.telephony.FakeSwitchboard.ExpectedCall;
import io.trunkline.telephony.MediaStream.Ending;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the media socket of any carrier does besides, over a real connection. Who joins
 * gives a service that listens, and dials it in the carrier's words. The service waits
 * for a start frame for two seconds.
 */
public interface MediaSocketContract extends MediaStreamContract {

	/** What the service asks. */
	FakeSwitchboard switchboard();

	/** A call leg of this carrier. */
	CallLeg leg();

	/** Opens a media socket, and says nothing yet. */
	CarrierLine dial(String token);

	@Override
	default Connected connect() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		CarrierLine line = dial(call.token());
		line.start();
		call.stream();
		return new Connected(call, line);
	}

	@Test
	default void carrierGetsSoundAndClearInOrder() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			call.with((stream) -> {
				chunks(0, 40).forEach(stream::play);
				stream.clear();
				stream.play(chunk(40));
			});
			for (int i = 0; i < 40; i++) {
				assertThat(line.next()).usingRecursiveComparison().isEqualTo(new Wanted.Play(sound(i)));
			}
			assertThat(line.next()).isEqualTo(new Wanted.Clear());
			assertThat(line.next()).usingRecursiveComparison().isEqualTo(new Wanted.Play(sound(40)));
		}
	}

	@Test
	default void longSoundArrivesWhole() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		byte[] sentence = new byte[20_001];
		IntStream.range(0, sentence.length).forEach((i) -> sentence[i] = (byte) i);
		try (CarrierLine line = dial(call.token())) {
			line.start();
			call.with((stream) -> stream.play(AudioChunk.telephone(sentence)));
			int at = 0;
			while (at < sentence.length) {
				byte[] piece = ((Wanted.Play) line.next()).mulaw();
				assertThat(piece).isNotEmpty().isEqualTo(Arrays.copyOfRange(sentence, at, at + piece.length));
				at += piece.length;
			}
		}
	}

	@Test
	default void stopClosesTheSocketRegularly() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.say(sound(1));
			line.stop();
			assertThat(call.hear(1)).containsExactly(chunk(1));
			assertThat(call.ending()).isEqualTo(Ending.STOPPED);
			assertThat(line.socket().closeCode()).isEqualTo(1000);
		}
	}

	@Test
	default void closeWithoutStopIsABreak() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			call.stream();
			line.socket().closeFrame(1000);
			assertThat(call.ending()).isEqualTo(Ending.BROKEN);
		}
	}

	@Test
	default void endOfTheConnectionIsABreak() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		CarrierLine line = dial(call.token());
		line.start();
		call.stream();
		line.close();
		assertThat(call.ending()).isEqualTo(Ending.BROKEN);
	}

	@Test
	default void lostFrameIsNoticedByNobody() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.say(sound(1));
			line.lose();
			line.say(sound(3));
			assertThat(call.hear(2)).containsExactly(chunk(1), chunk(3));
		}
	}

	@Test
	default void repeatedFrameIsHeardOnce() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.say(sound(1));
			line.repeat();
			line.say(sound(2));
			assertThat(call.hear(2)).containsExactly(chunk(1), chunk(2));
		}
	}

	@Test
	default void echoOfTheServiceIsNotHeard() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.echo(sound(1));
			line.say(sound(2));
			assertThat(call.hear(1)).containsExactly(chunk(2));
		}
	}

	@Test
	default void unknownEventsAreIgnored() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.sayNonsense();
			line.say(sound(1));
			assertThat(call.hear(1)).containsExactly(chunk(1));
		}
	}

	@Test
	default void someGarbageIsIgnored() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.socket().text("{\"eventType\":");
			line.socket().text("");
			line.say(sound(1));
			assertThat(call.hear(1)).containsExactly(chunk(1));
		}
	}

	@Test
	default void muchGarbageEndsTheStream() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			IntStream.range(0, 100).forEach((_) -> line.socket().text("garbage"));
			assertThat(call.ending()).isEqualTo(Ending.PROTOCOL_ERROR);
			assertThat(line.socket().closeCode()).isEqualTo(1007);
		}
	}

	@Test
	default void messageInFragmentsIsOneMessage() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.socket().fragmented("{\"eventType\":\"something-else\"}");
			line.say(sound(1));
			assertThat(call.hear(1)).containsExactly(chunk(1));
		}
	}

	@Test
	default void oversizeMessageEndsTheStream() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.socket().text("x".repeat(16 * 1024 + 1));
			assertThat(call.ending()).isEqualTo(Ending.PROTOCOL_ERROR);
			assertThat(line.socket().closeCode()).isEqualTo(1009);
		}
	}

	@Test
	default void messageOversizeInFragmentsEndsTheStream() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.socket().fragmented("x".repeat(20 * 1024));
			assertThat(call.ending()).isEqualTo(Ending.PROTOCOL_ERROR);
			assertThat(line.socket().closeCode()).isEqualTo(1009);
		}
	}

	@Test
	default void binaryMessageEndsTheStream() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			line.socket().binary(sound(1));
			assertThat(call.ending()).isEqualTo(Ending.PROTOCOL_ERROR);
			assertThat(line.socket().closeCode()).isEqualTo(1003);
		}
	}

	@Test
	default void floodEndsTheStream() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			IntStream.range(0, 5000).forEach((i) -> line.say(sound(i)));
			assertThat(call.ending()).isEqualTo(Ending.PROTOCOL_ERROR);
			assertThat(line.socket().closeCode()).isIn(1008, 1006);
		}
	}

	@Test
	default void socketThatNeverStartsGivesTheCallBack() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			assertThat(line.socket().closeCode()).isEqualTo(1008);
			assertThat(call.abandoned()).isOne();
			assertThat(call.isServed()).isFalse();
		}
	}

	@Test
	default void soundBeforeTheStartGivesTheCallBack() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.say(sound(1));
			assertThat(line.socket().closeCode()).isEqualTo(1008);
			assertThat(call.abandoned()).isOne();
			assertThat(call.isServed()).isFalse();
		}
	}

	@Test
	default void socketThatIsCutBeforeTheStartGivesTheCallBack() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		CarrierLine line = dial(call.token());
		line.socket().reset();
		assertThat(call.abandoned()).isOne();
		assertThat(call.isServed()).isFalse();
	}

	@Test
	default void idsThatTheSocketClaimsAreNothing() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.startAs("9999999", "c-of-somebody-else");
			line.say(sound(1));
			assertThat(call.hear(1)).containsExactly(chunk(1));
			assertThat(call.leg()).isEqualTo(leg());
		}
	}

	@Test
	default void endOfTheCallClosesTheSocket() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			call.stream();
			call.finish();
			assertThat(line.socket().closeCode()).isEqualTo(1000);
		}
	}

	@Test
	default void closingTheStreamClosesTheSocket() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			MediaStream stream = call.stream();
			stream.close(Ending.FAILED);
			assertThat(call.ending()).isEqualTo(Ending.FAILED);
			assertThat(line.socket().closeCode()).isEqualTo(1011);
		}
	}

	@Test
	default void tokenOpensOneSocket() throws Exception {
		ExpectedCall call = switchboard().expect(leg());
		try (CarrierLine line = dial(call.token())) {
			line.start();
			call.stream();
			assertThat(catchDial(call.token())).hasMessageContaining("401");
		}
	}

	private Throwable catchDial(String token) {
		try (CarrierLine second = dial(token)) {
			return new AssertionError("a second socket opened: " + second);
		}
		catch (IllegalStateException refused) {
			return refused;
		}
	}

	private static List<AudioChunk> chunks(int from, int to) {
		return IntStream.range(from, to).mapToObj(MediaSocketContract::chunk).toList();
	}

	private static AudioChunk chunk(int number) {
		return AudioChunk.telephone(sound(number));
	}

	/** 20 ms that tell which ones they are. */
	private static byte[] sound(int number) {
		byte[] sound = new byte[160];
		Arrays.fill(sound, (byte) number);
		sound[0] = (byte) (number >> 8);
		return sound;
	}

}
