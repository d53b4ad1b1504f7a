package io.trunkline.telephony.bandwidth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import io.trunkline.audio.AudioFormat;
import io.trunkline.telephony.RandomJson;
import io.trunkline.telephony.SomeSound;
import io.trunkline.telephony.bandwidth.MediaFrame.Malformed;
import io.trunkline.telephony.bandwidth.MediaFrame.Media;
import io.trunkline.telephony.bandwidth.MediaFrame.Start;
import io.trunkline.telephony.bandwidth.MediaFrame.Stop;
import io.trunkline.telephony.bandwidth.MediaFrame.Track;
import io.trunkline.telephony.bandwidth.MediaFrame.Unrecognised;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class MediaCodecTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final List<String> TYPES = List.of("media", "media", "media", "media", "stop", "start", "mark", "");

	private static final List<String> TRACKS = List.of("inbound", "inbound", "outbound", "both", "");

	private static final List<String> NAMES = List.of("payload", "eventType", "track", "sequenceNumber", "metadata",
			"x", "pay\"load", "\\", "\u00e9\u4e2d", "media");

	private static final List<String> NUMBERS = List.of("0", "-0", "12", "3.25", "-7e3", "1E+2", "0.5e-1",
			"123456789012345678901234567890");

	@Test
	void mediaFrameOfTheWireIsTwentyMilliseconds() {
		Media media = (Media) decode(fixture("media.json"));
		assertThat(media.track()).isEqualTo(Track.INBOUND);
		assertThat(media.sequenceNumber()).isEqualTo(1);
		assertThat(media.payload()).hasSize(160).startsWith(0xFF, 0x7F, 0x00);
	}

	@Test
	void startFrameTellsWhatItWillCarry() {
		Start start = (Start) decode(fixture("start.json"));
		assertThat(start.metadata()).isNotNull();
		assertThat(start.metadata().callId()).isEqualTo("c-1a2b3c4d-0000-4000-8000-000000000001");
		assertThat(start.metadata().tracks()).singleElement()
			.satisfies((track) -> assertThat(Objects.requireNonNull(track.mediaFormat()).isTelephone()).isTrue());
	}

	@Test
	void stopFrameIsAStop() {
		assertThat(decode(fixture("stop.json"))).isEqualTo(new Stop());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"eventType\":\"mark\"}", "{\"eventType\":\"\",\"payload\":\"!\"}",
			"{\"payload\":\"AAAA\",\"eventType\":\"Media\"}" })
	void unknownEventIsUnrecognised(String message) {
		assertThat(decode(message)).isEqualTo(new Unrecognised());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "7", "[]", "\"media\"", "{}", "{\"eventType\":7}",
			"{\"eventType\":\"media\"}", "{\"eventType\":\"media\",\"payload\":null}",
			"{\"eventType\":\"media\",\"payload\":\"A\"}", "{\"eventType\":\"media\",\"payload\":\"AA*A\"}",
			"{\"eventType\":\"media\",\"payload\":\"AAAA\"} x", "{\"eventType\":\"media\",\"payload\":\"AAAA\",}",
			"{\"eventType\":\"start\",\"metadata\":7}",
			"{\"eventType\":\"start\",\"metadata\":{\"tracks\":[\"inbound\"]}}", "{\"eventType\":\"stop\",\"a\":01}",
			"{\"eventType\":\"stop\",\"a\":tru}", "{\"eventType\":\"stop\",\"a\":\"\\x\"}",
			"{\"eventType\":\"stop\",\"a\":\"\\u00g0\"}" })
	void whatTheProtocolDoesNotSayIsMalformed(String message) {
		assertThat(decode(message)).isEqualTo(new Malformed());
	}

	@Test
	void payloadOfAnotherObjectIsNotTheSound() {
		String message = """
				{"streamParams":{"payload":"AQ==","eventType":"stop","note":"\\"payload\\":\\"Ag==\\"}"},
				 "list":[{"payload":"Aw=="},"}"], "payload" : "BA==", "eventType":"media"}""";
		assertThat(((Media) decode(message)).payload()).containsExactly(4);
	}

	@Test
	void escapedNamesAndValuesMeanTheSame() {
		String message = """
				{"\\u0070ayload":"\\/+8\\u003d","track":"in\\u0062ound","eventType":"\\u006dedia"}""";
		Media media = (Media) decode(message);
		assertThat(media.payload()).containsExactly(0xFF, 0xEF);
		assertThat(media.track()).isEqualTo(Track.INBOUND);
	}

	@Test
	void nestingHasAnEnd() {
		String deep = "{\"eventType\":\"stop\",\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
		assertThat(decode(deep)).isEqualTo(new Malformed());
	}

	@Test
	void everyTruncationIsMalformed() {
		for (String name : new String[] { "media.json", "start.json", "stop.json" }) {
			byte[] whole = fixture(name).strip().getBytes(StandardCharsets.UTF_8);
			for (int length = 0; length < whole.length; length++) {
				assertThat(MediaCodec.decode(whole, length)).as("%s cut to %d", name, length)
					.isEqualTo(new Malformed());
			}
		}
	}

	@Test
	void anyJsonIsReadAsATreeWouldBeRead() {
		for (long seed = 0; seed < 5_000; seed++) {
			String message = frame(new Random(seed));
			assertThat(describe(decode(message))).as("seed %d: %s", seed, message).isEqualTo(describe(byTree(message)));
		}
	}

	@Test
	void damagedJsonIsReadAsATreeWouldBeRead() {
		for (long seed = 0; seed < 5_000; seed++) {
			Random random = new Random(seed);
			StringBuilder message = new StringBuilder(frame(random));
			for (int damage = random.nextInt(3); damage >= 0; damage--) {
				message.setCharAt(random.nextInt(message.length()), (char) random.nextInt(128));
			}
			assertThat(describe(decode(message.toString()))).as("seed %d: %s", seed, message)
				.isEqualTo(describe(byTree(message.toString())));
		}
	}

	@Test
	void randomBytesAreMalformed() {
		for (long seed = 0; seed < 5_000; seed++) {
			byte[] bytes = RandomJson.garbage(new Random(seed));
			assertThat(MediaCodec.decode(bytes, bytes.length)).as("seed %d", seed).isEqualTo(new Malformed());
		}
	}

	@Test
	void soundSurvivesEncoding() {
		for (long seed = 0; seed < 1000; seed++) {
			SomeSound sound = SomeSound.of(new Random(seed));
			JsonNode message = MAPPER
				.readTree(MediaCodec.playAudio(AudioFormat.TELEPHONE, sound.samples(), sound.from(), sound.length()));
			assertThat(message.path("eventType").asString()).isEqualTo("playAudio");
			assertThat(message.path("media").path("contentType").asString()).isEqualTo("audio/pcmu");
			assertThat(Base64.getDecoder().decode(message.path("media").path("payload").asString())).as("seed %d", seed)
				.isEqualTo(sound.chosen());
		}
	}

	/** Only the long form is documented; see the vendor's serializer. */
	@ParameterizedTest
	@ValueSource(ints = { 8000, 16000, 24000 })
	void pcmIsNamedInFull(int rate) {
		AudioFormat format = new AudioFormat(AudioFormat.Encoding.PCM16, rate);
		assertThat(MediaCodec.playAudio(format, new byte[] { 1, 2 }, 0, 2)).asString()
			.isEqualTo("{\"eventType\":\"playAudio\",\"media\":{\"contentType\":\"audio/pcm;rate=" + rate
					+ ";channels=1;bit-depth=16;endian=little;encoding=signed\",\"payload\":\"AQI=\"}}");
	}

	@Test
	void messagesLookAsOnTheWire() {
		assertThat(MediaCodec.playAudio(AudioFormat.TELEPHONE, new byte[] { (byte) 0xFF, 0x7F }, 0, 2)).asString()
			.isEqualTo("{\"eventType\":\"playAudio\",\"media\":{\"contentType\":\"audio/pcmu\",\"payload\":\"/38=\"}}");
		assertThat(MediaCodec.clear()).asString().isEqualTo("{\"eventType\":\"clear\"}");
	}

	private static MediaFrame decode(String message) {
		byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
		byte[] reused = Arrays.copyOf(bytes, bytes.length + 9);
		Arrays.fill(reused, bytes.length, reused.length, (byte) '}');
		return MediaCodec.decode(reused, bytes.length);
	}

	/** The same decision, taken on a tree. */
	private static MediaFrame byTree(String message) {
		try {
			JsonNode root = MAPPER.readTree(message);
			if (!root.path("eventType").isString()) {
				return new Malformed();
			}
			return switch (root.path("eventType").asString()) {
				case "media" -> root.path("payload").isString() ? mediaByTree(root) : new Malformed();
				case "stop" -> new Stop();
				case "start" -> MAPPER.readValue(message, Start.class);
				default -> new Unrecognised();
			};
		}
		catch (JacksonException | IllegalArgumentException _) {
			return new Malformed();
		}
	}

	private static Media mediaByTree(JsonNode root) {
		String number = root.path("sequenceNumber").isString() ? root.path("sequenceNumber").asString() : "";
		Track track = switch (root.path("track").isString() ? root.path("track").asString() : "inbound") {
			case "inbound" -> Track.INBOUND;
			case "outbound" -> Track.OUTBOUND;
			default -> Track.OTHER;
		};
		return new Media(track, number.matches("[0-9]{1,18}") ? Long.parseLong(number) : -1,
				Base64.getDecoder().decode(root.path("payload").asString()));
	}

	private static String describe(MediaFrame frame) {
		return (frame instanceof Media(var track, var number, var payload))
				? "Media " + track + " " + number + " " + Arrays.toString(payload) : frame.toString();
	}

	private static String fixture(String name) {
		try (InputStream file = MediaCodecTests.class.getResourceAsStream("/telephony/bandwidth/" + name)) {
			return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
	}

	private static String frame(Random random) {
		RandomJson json = new RandomJson(random, NAMES, NUMBERS);
		return json.object(7, 8, (kind) -> switch (kind) {
			case 0, 1 -> json.pair("eventType", json.string(json.pick(TYPES)));
			case 2 -> json.pair("payload", json.payload());
			case 3 -> json.pair("track", json.string(json.pick(TRACKS)));
			case 4 -> json.pair("sequenceNumber", json.oneIn(4) ? json.number() : json.counter());
			default -> json.foreignField(3);
		});
	}

}
