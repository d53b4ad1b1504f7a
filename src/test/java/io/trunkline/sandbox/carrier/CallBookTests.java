package io.trunkline.sandbox.carrier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallBookTests {

	private final CallBook<String, Integer> book = new CallBook<>();

	@Test
	void whatIsKnownOfACallOutlivesIt() {
		this.book.add("c-1", "a call");
		this.book.remember("c-1", 1);
		assertThat(this.book.active("c-1")).isEqualTo("a call");
		assertThat(this.book.active()).containsExactly("a call");
		this.book.finished("c-1");
		assertThat(this.book.active("c-1")).isNull();
		assertThat(this.book.active()).isEmpty();
		assertThat(this.book.known("c-1")).contains(1);
		assertThat(this.book.known("c-2")).isEmpty();
	}

	@Test
	void onlyTheLatestAreRememberedAndTheLatestComesFirst() {
		for (int i = 1; i <= 1001; i++) {
			this.book.remember("c-" + i, i);
		}
		assertThat(this.book.known("c-1")).isEmpty();
		assertThat(this.book.known("c-2")).contains(2);
		assertThat(this.book.known()).hasSize(1000).startsWith(1001, 1000).endsWith(3, 2);
	}

	@Test
	void whoComesLateSeesTheLatestOrdersToo() {
		for (int i = 1; i <= 1001; i++) {
			this.book.order("call " + i);
		}
		assertThat(this.book.ordered().take(1000).collectList().block()).hasSize(1000)
			.startsWith("call 2")
			.endsWith("call 1001");
	}

}
