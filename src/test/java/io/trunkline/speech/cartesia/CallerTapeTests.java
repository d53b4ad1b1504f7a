package io.trunkline.speech.cartesia;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallerTapeTests {

	private final CallerTape tape = new CallerTape();

	@Test
	void tenSecondsAreKeptAndTheOldestGoFirst() {
		for (int i = 0; i < 500; i++) {
			assertThat(this.tape.add(frame(i))).isFalse();
		}
		assertThat(this.tape.add(frame(500))).isTrue();
		for (int i = 1; i <= 500; i++) {
			assertThat(this.tape.next(160)).isEqualTo(frame(i));
		}
		assertThat(this.tape.isEmpty()).isTrue();
		assertThat(this.tape.next(160)).isEmpty();
	}

	@Test
	void whatWasSentIsSentAgainUpToTheLength() {
		for (int i = 0; i < 700; i++) {
			this.tape.add(frame(i));
			this.tape.skip();
		}
		assertThat(this.tape.rewind(320)).isEqualTo(320);
		assertThat(this.tape.next(160)).isEqualTo(frame(698));
		assertThat(this.tape.rewind(1_000_000)).isEqualTo(CallerTape.LENGTH - 160);
		assertThat(this.tape.next(160)).isEqualTo(frame(200));
	}

	@Test
	void thereIsNoMoreToSendAgainThanCame() {
		this.tape.add(frame(1));
		assertThat(this.tape.rewind(1000)).isZero();
		this.tape.next(160);
		assertThat(this.tape.rewind(1000)).isEqualTo(160);
	}

	@Test
	void aFrameLongerThanTheTapeLeavesItsEnd() {
		byte[] frame = new byte[CallerTape.LENGTH + 2];
		frame[2] = 7;
		assertThat(this.tape.add(frame)).isTrue();
		assertThat(this.tape.next(1)).containsExactly(7);
	}

	private static byte[] frame(int number) {
		byte[] bytes = new byte[160];
		bytes[0] = (byte) number;
		bytes[1] = (byte) (number >> 8);
		return bytes;
	}

}
