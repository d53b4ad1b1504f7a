package io.trunkline.speech.cartesia;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.trunkline.speech.SpokenWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link WireMessage} and the events made of it. */
class WireMessageTests {

	@Test
	void turnsEventsAreRead() {
		assertThat(turns("""
				{"type":"connected","request_id":"c7b1"}""")).isEqualTo(new TurnsEvent.Connected());
		assertThat(turns("""
				{"type":"turn.start","request_id":"c7b1","turn_id":7}""")).isEqualTo(new TurnsEvent.TurnStart());
		assertThat(turns("""
				{"request_id":"c7b1","transcript":"I want","type":"turn.update"}"""))
			.isEqualTo(new TurnsEvent.TurnUpdate("I want"));
		assertThat(turns("""
				{"type":"turn.eager_end","request_id":"c7b1","transcript":"Zürich \\u201cHB\\u201d"}"""))
			.isEqualTo(new TurnsEvent.TurnEagerEnd("Zürich \u201cHB\u201d"));
		assertThat(turns("""
				{"type":"turn.resume","request_id":"c7b1"}""")).isEqualTo(new TurnsEvent.TurnResume());
		assertThat(turns("""
				{"type":"turn.end","request_id":"c7b1","transcript":""}""")).isEqualTo(new TurnsEvent.TurnEnd(""));
		assertThat(turns("""
				{"type":"turn.sideways","transcript":{"deep":[1,{"a":"b"}]}}"""))
			.isEqualTo(new TurnsEvent.Unrecognised("turn.sideways"));
	}

	@Test
	void manualEventsAreReadWithWordsOfEitherShape() {
		ManualEvent expected = new ManualEvent.Transcript(" see you at nine", true);
		assertThat(manual("""
				{"type":"transcript","request_id":"8d0c","text":" see you at nine","is_final":true,"duration":1.4,
				 "language":"en","words":[{"word":"see","start":2.1,"end":2.3}]}""")).isEqualTo(expected);
		assertThat(manual("""
				{"type":"transcript","text":" see you at nine","is_final":true,
				 "words":[{"words":["see"],"start":[2.1],"end":[2.3]}]}""")).isEqualTo(expected);
		assertThat(manual("""
				{"type":"transcript","text":"x","is_final":false}"""))
			.isEqualTo(new ManualEvent.Transcript("x", false));
		assertThat(manual("""
				{"type":"flush_done","request_id":"8d0c"}""")).isEqualTo(new ManualEvent.FlushDone());
		assertThat(manual("""
				{"type":"done","request_id":"8d0c"}""")).isEqualTo(new ManualEvent.Done());
		assertThat(manual("{}")).isEqualTo(new ManualEvent.Unrecognised(""));
	}

	@Test
	void audioIsDecodedWhereverTheTypeStands() {
		for (String json : List.of("""
				{"type":"chunk","context_id":"c","status_code":206,"done":false,"step_time":41.7,"data":"//9/fw=="}""",
				"""
						{"data":"//9/fw==","context_id":"c","flush_id":null,"type":"chunk"}""")) {
			assertThat(speech(json)).isInstanceOfSatisfying(SynthesisEvent.Chunk.class, (chunk) -> {
				assertThat(chunk.contextId()).isEqualTo("c");
				assertThat(chunk.audio()).containsExactly(0xFF, 0xFF, 0x7F, 0x7F);
			});
		}
	}

	@Test
	void otherSpeechEventsAreRead() {
		assertThat(speech("""
				{"type":"flush_done","context_id":"c","done":false,"flush_done":true,"flush_id":1}"""))
			.isEqualTo(new SynthesisEvent.FlushDone("c"));
		assertThat(speech("""
				{"type":"done","context_id":"c","status_code":206,"done":true}"""))
			.isEqualTo(new SynthesisEvent.Done("c"));
		assertThat(speech("""
				{"type":"phoneme_timestamps","context_id":"c","phoneme_timestamps":{"phonemes":["a"]},"data":"%"}"""))
			.isEqualTo(new SynthesisEvent.Unrecognised("phoneme_timestamps"));
	}

	@Test
	void wordsComeWithTheirTimesAndWithoutMarkup() {
		assertThat(speech("""
				{"type":"timestamps","context_id":"c","word_timestamps":{
				 "words":["<speed","ratio=\\"1.2\\"/>","Sure,"," 2 < 3","<spell>AB</spell>","one"],
				 "start":[0,0,0.0,0.31,0.4,0.5],"end":[0,0,0.28,0.47,0.5,0.61]}}"""))
			.isEqualTo(new SynthesisEvent.Timestamps("c", List.of(word("Sure,", 0, 280), word("2 < 3", 310, 470),
					word("AB", 400, 500), word("one", 500, 610))));
		assertThat(speech("""
				{"type":"timestamps","context_id":"c","word_timestamps":null}"""))
			.isEqualTo(new SynthesisEvent.Timestamps("c", List.of()));
		assertThat(speech("""
				{"type":"timestamps","context_id":"c","word_timestamps":{"words":["a","b"],"start":[1],"end":"x"}}"""))
			.isEqualTo(new SynthesisEvent.Timestamps("c", List.of()));
	}

	@Test
	void errorsOfAllTimesAreRead() {
		assertThat(turns("""
				{"type":"error","status_code":400,"error_code":"model_not_found","title":"No such model",
				 "message":"quotes the request","doc_url":"https://example.com","request_id":"8d0c"}""")).isEqualTo(
				new TurnsEvent.Failed(new CartesiaErrors.Refusal(400, "model_not_found", "No such model", "8d0c")));
		assertThat(
				speech("""
						{"type":"error","done":true,"error":"Invalid voice: what was said","status_code":400,"context_id":"c"}"""))
			.isEqualTo(new SynthesisEvent.Failed("c", new CartesiaErrors.Refusal(400, "", "Invalid voice", "")));
		assertThat(speech("""
				{"type":"error","status_code":500,"error_code":null,"title":"Oops","message":"x","context_id":null}"""))
			.isEqualTo(new SynthesisEvent.Failed("", new CartesiaErrors.Refusal(500, "", "Oops", "")));
		assertThat(manual("""
				{"type":"error","message":"bad","code":503}"""))
			.isEqualTo(new ManualEvent.Failed(new CartesiaErrors.Refusal(503, "", "", "")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "\"text\"", "{", "{\"type\":", "not json",
			"{\"type\":\"chunk\",\"data\":\"*\"}", "{\"type\":\"chunk\",\"data\":\"//9/", "{\"words\":[1,2" })
	void whatIsNoObjectIsMalformed(String json) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> speech(json));
	}

	/** Nothing but a message or a typed failure comes of mangled input. */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 5, 8, 13, 21, 34 })
	void mangledMessagesNeverSurprise(long seed) {
		Random random = new Random(seed);
		byte[] original = """
				{"type":"timestamps","context_id":"c","flush_id":[1,{"a":null}],"data":"//9/fw==",
				 "word_timestamps":{"words":["a","b"],"start":[0.1,2],"end":[1,3.5]},"status_code":206,"done":true}"""
			.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 1000; i++) {
			byte[] mangled = original.clone();
			for (int change = random.nextInt(4); change >= 0; change--) {
				mangled[random.nextInt(mangled.length)] = (byte) random.nextInt(256);
			}
			ByteBuf frame = Unpooled.wrappedBuffer(mangled, 0, random.nextInt(mangled.length) + 1);
			try {
				assertThat(SynthesisEvent.decode(frame)).isNotNull();
			}
			catch (JacksonException expected) {
				assertThat(expected).as("seed %d, round %d", seed, i).isNotNull();
			}
		}
	}

	private static SpokenWord word(String text, int start, int end) {
		return new SpokenWord(text, Duration.ofMillis(start), Duration.ofMillis(end));
	}

	private static TurnsEvent turns(String json) {
		return TurnsEvent.decode(frame(json));
	}

	private static ManualEvent manual(String json) {
		return ManualEvent.decode(frame(json));
	}

	private static SynthesisEvent speech(String json) {
		return SynthesisEvent.decode(frame(json));
	}

	private static ByteBuf frame(String json) {
		return Unpooled.copiedBuffer(json, StandardCharsets.UTF_8);
	}

}
