package io.trunkline.telephony.twilio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import io.trunkline.telephony.RandomJson;
import io.trunkline.telephony.SomeSound;
import io.trunkline.telephony.twilio.MediaFrame.Connected;
import io.trunkline.telephony.twilio.MediaFrame.Dtmf;
import io.trunkline.telephony.twilio.MediaFrame.Malformed;
import io.trunkline.telephony.twilio.MediaFrame.Mark;
import io.trunkline.telephony.twilio.MediaFrame.Media;
import io.trunkline.telephony.twilio.MediaFrame.Start;
import io.trunkline.telephony.twilio.MediaFrame.Stop;
import io.trunkline.telephony.twilio.MediaFrame.Unrecognised;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class MediaReaderTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final List<String> EVENTS = List.of("media", "media", "media", "media", "stop", "connected", "mark",
			"");

	private static final List<String> TRACKS = List.of("inbound", "inbound", "outbound", "");

	private static final List<String> NAMES = List.of("payload", "event", "track", "chunk", "x", "pay\"load", "\\",
			"\u00e9\u4e2d", "streamSid");

	private static final List<String> NUMBERS = List.of("0", "12", "5", "7");

	private static final String START = """
			{"event":"start","sequenceNumber":"1","streamSid":"MZ33333333333333333333333333333333",
			 "start":{"accountSid":"AC2","streamSid":"MZ3","callSid":"CA1","tracks":["inbound"],
			          "mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},
			          "customParameters":{"token":"t-9f3"}}}""";

	private static final String MEDIA = """
			{"event":"media","sequenceNumber":"4","streamSid":"MZ3","media":{"track":"inbound","chunk":"2",\
			"timestamp":"25","payload":"//7+/w=="}}""";

	@Test
	void everyFrameOfTheDocumentationIsRead() {
		assertThat(read("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}"))
			.isEqualTo(new Connected());
		assertThat(read(START)).isInstanceOfSatisfying(Start.class, (start) -> {
			assertThat(start.streamSid()).startsWith("MZ333");
			assertThat(Objects.requireNonNull(start.start()).callSid()).isEqualTo("CA1");
			assertThat(Objects.requireNonNull(start.start().mediaFormat()).isTelephone()).isTrue();
			assertThat(StreamParameters.read(start.start().customParameters())).containsEntry("token", "t-9f3");
		});
		assertThat(read(MEDIA)).usingRecursiveComparison().isEqualTo(new Media(true, 2, new byte[] { -1, -2, -2, -1 }));
		assertThat(
				read("""
						{"event":"dtmf","sequenceNumber":"5","streamSid":"MZ3","dtmf":{"track":"inbound_track","digit":"1"}}"""))
			.isEqualTo(new Dtmf('1'));
		assertThat(read("""
				{"event":"mark","sequenceNumber":"9","streamSid":"MZ3","mark":{"name":"turn3-s2"}}"""))
			.isEqualTo(new Mark("turn3-s2"));
		assertThat(
				read("""
						{"event":"stop","sequenceNumber":"88","streamSid":"MZ3","stop":{"accountSid":"AC2","callSid":"CA1"}}"""))
			.isEqualTo(new Stop());
	}

	@Test
	void numbersMayBeWrittenAsNumbers() {
		assertThat(read(MEDIA.replace("\"2\"", "7"))).isInstanceOfSatisfying(Media.class,
				(media) -> assertThat(media.chunk()).isEqualTo(7));
		assertThat(read("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":5}}")).isEqualTo(new Dtmf('5'));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "7", "[]", "\"media\"", "{}", "{\"event\":7}", "{\"event\":\"media\"}",
			"{\"event\":\"media\",\"media\":7}", "{\"event\":\"media\",\"media\":{\"payload\":null}}",
			"{\"event\":\"media\",\"media\":{\"payload\":\"A\"}}", "{\"event\":\"media\",\"payload\":\"AAAA\"}",
			"{\"event\":\"mark\"}", "{\"event\":\"mark\",\"mark\":{}}",
			"{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"x\"}}", "{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"12\"}}",
			"{\"event\":\"start\",\"start\":7}", "{\"event\":\"stop\",\"a\":01}", "{\"event\":\"stop\"} x" })
	void whatTheProtocolDoesNotSayIsMalformed(String message) {
		assertThat(read(message)).isEqualTo(new Malformed());
	}

	@Test
	void everyTruncationIsMalformed() {
		for (String message : new String[] { START, MEDIA }) {
			byte[] whole = message.getBytes(StandardCharsets.UTF_8);
			for (int length = 0; length < whole.length; length++) {
				assertThat(MediaReader.read(whole, length)).as("cut to %d", length).isEqualTo(new Malformed());
			}
		}
	}

	@Test
	void anyJsonIsReadAsATreeWouldBeRead() {
		for (long seed = 0; seed < 5_000; seed++) {
			Random random = new Random(seed);
			StringBuilder message = new StringBuilder(frame(random));
			for (int damage = random.nextInt(3) - 1; damage > 0; damage--) {
				message.setCharAt(random.nextInt(message.length()), (char) random.nextInt(128));
			}
			assertThat(describe(read(message.toString()))).as("seed %d: %s", seed, message)
				.isEqualTo(describe(byTree(message.toString())));
		}
	}

	@Test
	void randomBytesAreMalformed() {
		for (long seed = 0; seed < 5_000; seed++) {
			byte[] bytes = RandomJson.garbage(new Random(seed));
			assertThat(MediaReader.read(bytes, bytes.length)).as("seed %d", seed).isEqualTo(new Malformed());
		}
	}

	@Test
	void soundSurvivesWriting() {
		MediaWriter writer = new MediaWriter("MZ3");
		for (long seed = 0; seed < 1000; seed++) {
			SomeSound sound = SomeSound.of(new Random(seed));
			JsonNode message = MAPPER.readTree(writer.media(sound.samples(), sound.from(), sound.length()));
			assertThat(Base64.getDecoder().decode(message.at("/media/payload").asString())).as("seed %d", seed)
				.isEqualTo(sound.chosen());
		}
	}

	@Test
	void messagesLookAsOnTheWire() {
		MediaWriter writer = new MediaWriter("MZ3");
		assertThat(writer.media(new byte[] { (byte) 0xFF, 0x7F }, 0, 2)).asString()
			.isEqualTo("{\"event\":\"media\",\"streamSid\":\"MZ3\",\"media\":{\"payload\":\"/38=\"}}");
		assertThat(writer.mark("1-1920")).asString()
			.isEqualTo("{\"event\":\"mark\",\"streamSid\":\"MZ3\",\"mark\":{\"name\":\"1-1920\"}}");
		assertThat(writer.clear()).asString().isEqualTo("{\"event\":\"clear\",\"streamSid\":\"MZ3\"}");
	}

	private static MediaFrame read(String message) {
		byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
		byte[] reused = Arrays.copyOf(bytes, bytes.length + 9);
		Arrays.fill(reused, bytes.length, reused.length, (byte) '}');
		return MediaReader.read(reused, bytes.length);
	}

	/** The same decision, taken on a tree. */
	private static MediaFrame byTree(String message) {
		try {
			JsonNode root = MAPPER.readTree(message);
			if (!root.path("event").isString()) {
				return new Malformed();
			}
			return switch (root.path("event").asString()) {
				case "media" -> mediaByTree(root.path("media"));
				case "mark" -> {
					JsonNode name = root.at("/mark/name");
					yield (name.isString() || name.isNumber()) ? new Mark(name.asString()) : new Malformed();
				}
				case "stop" -> new Stop();
				case "connected" -> new Connected();
				default -> new Unrecognised();
			};
		}
		catch (JacksonException | IllegalArgumentException _) {
			return new Malformed();
		}
	}

	private static MediaFrame mediaByTree(JsonNode media) {
		if (!media.path("payload").isString()) {
			return new Malformed();
		}
		JsonNode chunk = media.path("chunk");
		String number = (chunk.isString() || chunk.isNumber()) ? chunk.asString() : "";
		boolean inbound = !media.path("track").isString() || media.path("track").asString().equals("inbound");
		return new Media(inbound, number.matches("[0-9]{1,18}") ? Long.parseLong(number) : -1,
				Base64.getDecoder().decode(media.path("payload").asString()));
	}

	private static String describe(MediaFrame frame) {
		return (frame instanceof Media(var inbound, var number, var payload))
				? "Media " + inbound + " " + number + " " + Arrays.toString(payload) : frame.toString();
	}

	private static String frame(Random random) {
		RandomJson json = new RandomJson(random, NAMES, NUMBERS);
		return json.object(6, 6, (kind) -> switch (kind) {
			case 0, 1 -> json.pair("event", json.string(json.pick(EVENTS)));
			case 2, 3 -> json.pair("media", json.oneIn(8) ? json.value(2) : media(json));
			case 4 ->
				json.pair("mark", "{" + json.pair("name", json.oneIn(3) ? json.value(1) : json.string("a-1")) + "}");
			default -> json.pair(json.pick(NAMES).replace("event", "y"), json.value(3));
		});
	}

	private static String media(RandomJson json) {
		return "{" + json.blank() + json.join(() -> switch (json.random().nextInt(4)) {
			case 0 -> json.pair("track", json.string(json.pick(TRACKS)));
			case 1 -> json.pair("chunk", json.oneIn(2) ? json.number() : json.counter());
			case 2 -> json.pair("payload", json.payload());
			default -> json.pair(json.pick(NAMES).replace("payload", "p").replace("chunk", "c"), json.value(2));
		}) + "}";
	}

}
