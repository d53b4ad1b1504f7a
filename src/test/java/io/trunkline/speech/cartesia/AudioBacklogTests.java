package io.trunkline.speech.cartesia;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AudioBacklogTests {

	private final AudioBacklog backlog = new AudioBacklog();

	@Test
	void tenSecondsAreKeptAndTheOldestGoFirst() {
		for (int i = 0; i < 500; i++) {
			assertThat(this.backlog.add(frame(i))).isFalse();
		}
		assertThat(this.backlog.add(frame(500))).isTrue();
		for (int i = 1; i <= 500; i++) {
			assertThat(this.backlog.peek()).isEqualTo(frame(i));
			this.backlog.remove();
		}
		assertThat(this.backlog.isEmpty()).isTrue();
		assertThat(this.backlog.peek()).isNull();
	}

	private static byte[] frame(int number) {
		byte[] bytes = new byte[160];
		bytes[0] = (byte) number;
		bytes[1] = (byte) (number >> 8);
		return bytes;
	}

}
