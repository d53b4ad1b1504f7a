package io.trunkline.language.openai;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * A response body that outlives its reader for a moment. Over HTTP/1.1 whoever stops
 * reading at the last event, and not at the end of the body just behind it, loses the
 * connection, and the next turn pays for a new one. So a reader that has seen the last
 * event is let go at once, while the rest is read and thrown away for a short time. A
 * reader that leaves earlier closes the exchange at once.
 */
final class LingeringBody extends FluxOperator<DataBuffer, DataBuffer> {

	static final Duration LINGER = Duration.ofMillis(250);

	private final BooleanSupplier finished;

	private final Scheduler timer;

	/**
	 * @param body to read
	 * @param finished whether the last event has been read
	 * @param timer ends the lingering of a connection that stays open
	 */
	LingeringBody(Flux<DataBuffer> body, BooleanSupplier finished, Scheduler timer) {
		super(body);
		this.finished = finished;
		this.timer = timer;
	}

	@Override
	public void subscribe(CoreSubscriber<? super DataBuffer> actual) {
		this.source.subscribe(new Link(actual));
	}

	private final class Link extends BaseSubscriber<DataBuffer> {

		private final CoreSubscriber<? super DataBuffer> actual;

		private final Disposable.Swap end = Disposables.swap();

		/** Set by whoever cancels, read where the body signals. */
		private volatile boolean lingering;

		Link(CoreSubscriber<? super DataBuffer> actual) {
			this.actual = actual;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			this.actual.onSubscribe(new Subscription() {
				@Override
				public void request(long count) {
					Link.this.request(count);
				}

				@Override
				public void cancel() {
					leave();
				}
			});
		}

		private void leave() {
			if (!LingeringBody.this.finished.getAsBoolean()) {
				cancel();
			}
			else if (!this.lingering && !isDisposed()) {
				this.lingering = true;
				this.end
					.update(LingeringBody.this.timer.schedule(this::cancel, LINGER.toMillis(), TimeUnit.MILLISECONDS));
				requestUnbounded();
			}
		}

		@Override
		protected void hookOnNext(DataBuffer buffer) {
			if (this.lingering) {
				DataBufferUtils.release(buffer);
			}
			else {
				this.actual.onNext(buffer);
			}
		}

		@Override
		protected void hookOnComplete() {
			if (!this.lingering) {
				this.actual.onComplete();
			}
		}

		@Override
		protected void hookOnError(Throwable error) {
			if (!this.lingering) {
				this.actual.onError(error);
			}
		}

		@Override
		protected void hookFinally(SignalType type) {
			this.end.dispose();
		}

	}

}
