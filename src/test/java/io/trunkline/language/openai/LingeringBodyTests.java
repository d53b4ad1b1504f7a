package io.trunkline.language.openai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class LingeringBodyTests {

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

	private final List<NettyDataBuffer> sent = new ArrayList<>();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final TestPublisher<DataBuffer> body = TestPublisher.create();

	private final AtomicBoolean finished = new AtomicBoolean();

	private final LingeringBody lingering = new LingeringBody(this.body.flux(), this.finished::get, this.time);

	@AfterEach
	void everyBufferIsReleased() {
		assertThat(this.sent).allSatisfy((buffer) -> assertThat(buffer.getNativeBuffer().refCnt()).isZero());
	}

	@Test
	void aBodyPassesThrough() {
		StepVerifier.create(this.lingering.doOnNext(DataBufferUtils::release))
			.then(() -> send("a", "b"))
			.expectNextCount(2)
			.then(this.body::complete)
			.verifyComplete();
	}

	@Test
	void anErrorPassesThrough() {
		StepVerifier.create(this.lingering)
			.then(() -> this.body.error(new IllegalStateException("cut")))
			.verifyErrorMessage("cut");
	}

	@Test
	void aReaderThatLeavesEarlyClosesAtOnce() {
		read().dispose();
		this.body.assertCancelled();
	}

	@Test
	void theRestIsReadAndThrownAway() {
		Disposable reader = read();
		send("a");
		this.finished.set(true);
		reader.dispose();
		reader.dispose();
		send("b", "c");
		this.body.assertNotCancelled();
		this.body.complete();
		this.time.advanceTimeBy(LingeringBody.LINGER);
		this.body.assertNotCancelled();
	}

	@Test
	void aBodyThatDoesNotEndIsClosedAfterAMoment() {
		Disposable reader = read();
		this.finished.set(true);
		reader.dispose();
		this.time.advanceTimeBy(LingeringBody.LINGER.minusMillis(1));
		this.body.assertNotCancelled();
		this.time.advanceTimeBy(LingeringBody.LINGER);
		this.body.assertCancelled();
	}

	@Test
	void anErrorOfTheRestReachesNobody() {
		AtomicBoolean failed = new AtomicBoolean();
		Disposable reader = this.lingering.subscribe(DataBufferUtils::release, (_) -> failed.set(true));
		this.finished.set(true);
		reader.dispose();
		this.body.error(new IllegalStateException("cut"));
		assertThat(failed).isFalse();
	}

	private Disposable read() {
		return this.lingering.subscribe(DataBufferUtils::release);
	}

	private void send(String... parts) {
		for (String part : parts) {
			NettyDataBuffer buffer = this.buffers.allocateBuffer(part.length());
			buffer.write(part, StandardCharsets.UTF_8);
			this.sent.add(buffer);
			this.body.next(buffer);
		}
	}

}
