package io.trunkline.sandbox.bandwidth.media;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

import io.trunkline.audio.MuLaw;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceMessageTests {

	private static final String PCM = "audio/pcm;rate=%d;channels=1;bit-depth=16;endian=little;encoding=signed";

	@Test
	void readsAudioAsItIsDocumented() {
		ServiceMessage message = read(playAudio("audio/pcmu", "AQID"));
		assertThat(message).isInstanceOfSatisfying(ServiceMessage.PlayAudio.class, (audio) -> {
			assertThat(audio.format()).isEqualTo(PlayAudioFormat.PCMU);
			assertThat(audio.payload()).containsExactly(1, 2, 3);
		});
	}

	@Test
	void orderAndOtherFieldsDoNotMatter() {
		assertThat(read("""
				{"callId":"c-1","media":{"extra":[{"a":1}],"payload":"AQID","contentType":"audio/pcmu"},\
				"more":{"eventType":"clear"},"eventType":"playAudio"}""")).isInstanceOf(ServiceMessage.PlayAudio.class);
		assertThat(read(" {\"eventType\":\"clear\"}\n")).isEqualTo(new ServiceMessage.Clear());
	}

	@ParameterizedTest
	@ValueSource(ints = { 8000, 16000, 24000 })
	void pcmBecomesMuLawOfTheSameLength(int rate) {
		byte[] pcm = new byte[rate / 50 * 2];
		for (int i = 0; i < pcm.length; i += 2) {
			pcm[i] = (byte) 0xE8;
			pcm[i + 1] = 3;
		}
		ServiceMessage message = read(playAudio(PCM.formatted(rate), Base64.getEncoder().encodeToString(pcm)));
		assertThat(message).isInstanceOfSatisfying(ServiceMessage.PlayAudio.class,
				(audio) -> assertThat(audio.format().toMuLaw(audio.payload())).hasSize(160)
					.containsOnly(MuLaw.encode(1000)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					not JSON             | {"eventType":"clear"
					not JSON             | {'eventType':'clear'}
					not JSON             | {"eventType":"clear"} x
					not one JSON object  | ``
					not one JSON object  | []
					not one JSON object  | "clear"
					not one JSON object  | {"eventType":"clear"}{"eventType":"clear"}
					no eventType         | {}
					no eventType         | {"eventType":1}
					unknown eventType    | {"eventType":"mark"}
					unknown eventType    | {"eventType":"playaudio"}
					without media        | {"eventType":"playAudio"}
					without media        | {"eventType":"playAudio","media":{"payload":"AQID"}}
					without media        | {"eventType":"playAudio","media":{"contentType":"audio/pcmu"}}
					without media        | {"eventType":"playAudio","media":{"contentType":"audio/pcmu","payload":[1]}}
					contentType          | {"eventType":"playAudio","media":{"contentType":"audio/PCMU","payload":"AQID"}}
					contentType          | {"eventType":"playAudio","media":{"contentType":"audio/pcm;rate=16000","payload":"AQID"}}
					contentType          | {"eventType":"playAudio","media":{"contentType":"audio/x-mulaw","payload":"AQID"}}
					empty payload        | {"eventType":"playAudio","media":{"contentType":"audio/pcmu","payload":""}}
					not base64           | {"eventType":"playAudio","media":{"contentType":"audio/pcmu","payload":"A"}}
					not base64           | {"eventType":"playAudio","media":{"contentType":"audio/pcmu","payload":"_-_-"}}
					""")
	void refusesWhatBreaksARule(String why, String json) {
		assertThat(read(json)).isInstanceOfSatisfying(ServiceMessage.Refused.class,
				(refused) -> assertThat(refused.why()).contains(why));
	}

	@Test
	void refusesHalfSamples() {
		assertThat(read(playAudio(PCM.formatted(16000), "AQID"))).isInstanceOf(ServiceMessage.Refused.class);
	}

	@Test
	void refusesMessagesOver64KiB() {
		int frame = playAudio("audio/pcmu", "").length();
		assertThat(read(playAudio("audio/pcmu", "AAAA".repeat((65536 - frame) / 4))))
			.isInstanceOf(ServiceMessage.PlayAudio.class);
		assertThat(read(playAudio("audio/pcmu", "AAAA".repeat((65536 - frame) / 4 + 1))))
			.isInstanceOf(ServiceMessage.Refused.class);
	}

	@RepeatedTest(200)
	void neverFails(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		byte[] json = playAudio("audio/pcmu", "AQID").getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 1 + random.nextInt(3); i++) {
			json[random.nextInt(json.length)] = (byte) random.nextInt(256);
		}
		assertThat(ServiceMessage.read(json)).as("seed %d", repetition.getCurrentRepetition()).isNotNull();
	}

	private static String playAudio(String contentType, String payload) {
		return "{\"eventType\":\"playAudio\",\"media\":{\"contentType\":\"" + contentType + "\",\"payload\":\""
				+ payload + "\"}}";
	}

	private static ServiceMessage read(String json) {
		return ServiceMessage.read(json.getBytes(StandardCharsets.UTF_8));
	}

}
