package io.trunkline.telephony.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.trunkline.audio.AudioChunk;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class CallerAudioTests {

	private final AtomicInteger dropped = new AtomicInteger();

	private final CallerAudio audio = new CallerAudio(this.dropped::incrementAndGet);

	@Test
	void listenerWhoIsLateHearsTheLastTwoSeconds() {
		IntStream.range(0, 130).forEach((i) -> this.audio.hear(frame(i)));
		this.audio.end();
		List<Integer> heard = new ArrayList<>();
		StepVerifier.create(this.audio.frames().map(CallerAudioTests::number))
			.recordWith(() -> heard)
			.thenConsumeWhile((_) -> true)
			.verifyComplete();
		assertThat(heard).containsExactlyElementsOf(IntStream.range(30, 130).boxed().toList());
		assertThat(this.dropped).hasValue(30);
	}

	@Test
	void listenerWhoIsSlowMissesTheOldest() {
		StepVerifier.create(this.audio.frames().map(CallerAudioTests::number), 0)
			.then(() -> IntStream.range(0, 102).forEach((i) -> this.audio.hear(frame(i))))
			.thenRequest(1)
			.expectNext(2)
			.thenCancel()
			.verify();
		assertThat(this.dropped).hasValue(2);
	}

	@Test
	void frameForAListenerWhoIsThereWaitsForNothing() {
		StepVerifier.create(this.audio.frames().map(CallerAudioTests::number))
			.then(() -> this.audio.hear(frame(1)))
			.expectNext(1)
			.then(() -> this.audio.hear(frame(2)))
			.expectNext(2)
			.then(this.audio::end)
			.verifyComplete();
		assertThat(this.dropped).hasValue(0);
	}

	@Test
	void nobodyElseMayListen() {
		Flux<AudioChunk> frames = this.audio.frames();
		StepVerifier.create(frames).thenCancel().verify();
		StepVerifier.create(frames).verifyError(IllegalStateException.class);
		this.audio.hear(frame(1));
		this.audio.end();
	}

	private static AudioChunk frame(int number) {
		return AudioChunk.telephone(new byte[] { (byte) number });
	}

	private static int number(AudioChunk frame) {
		return frame.bytes()[0] & 0xFF;
	}

}
