package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.trunkline.audio.AudioFormat.Encoding;
import io.trunkline.sandbox.caller.Sound.Audible;
import io.trunkline.sandbox.voice.SandboxVoice;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EarTests {

	private final SandboxVoice voice = new SandboxVoice();

	private final PlayoutQueue queue = new PlayoutQueue();

	private final Ear ear = new Ear();

	private final List<String> words = new ArrayList<>();

	private Duration now = Duration.ZERO;

	@Test
	void hearsWordsAndWhenTheySound() {
		this.queue.offer(this.voice.say("Good day.").muLaw());
		hear(100);
		this.queue.offer(this.voice.cough(200));
		hear(100);
		assertThat(this.words).containsExactly("Good", "day.");
		assertThat(this.ear.audible()).hasSize(2);
		assertThat(this.ear.audible().getFirst().from()).isLessThan(Duration.ofMillis(300));
		assertThat(this.ear.audible().getLast())
			.isEqualTo(new Audible(Duration.ofMillis(2000), Duration.ofMillis(2200)));
		assertThat(this.ear.lastHeard()).isEqualTo(Duration.ofMillis(2200));
		assertThat(this.ear.damage().total()).isZero();
	}

	@Test
	void shortPauseBelongsToSpeech() {
		this.queue.offer(this.voice.cough(100));
		hear(5 + 9);
		this.queue.offer(this.voice.cough(100));
		hear(3);
		assertThat(this.ear.audible()).containsExactly(new Audible(Duration.ZERO, Duration.ofMillis(340)));
	}

	@Test
	void silenceIsNothing() {
		hear(50);
		assertThat(this.ear.audible()).isEmpty();
		assertThat(this.ear.lastHeard()).isZero();
		assertThat(this.words).isEmpty();
	}

	private void hear(int frames) {
		byte[] frame = new byte[PlayoutQueue.FRAME];
		for (int i = 0; i < frames; i++) {
			Arrays.fill(frame, Encoding.MULAW.silence());
			this.queue.drain(frame);
			this.now = this.now.plusMillis(20);
			this.words.addAll(this.ear.hear(frame, this.now));
		}
	}

}
