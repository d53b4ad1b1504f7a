package io.trunkline.speech.cartesia;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.trunkline.speech.SpeechException;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Signal;

import static org.assertj.core.api.Assertions.assertThat;

/** Subscribes and lets a test take the signals one by one. */
final class Probe<T> extends BaseSubscriber<T> {

	private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();

	private final List<Thread> threads = new ArrayList<>();

	static <T> Probe<T> of(Flux<T> flux) {
		Probe<T> probe = new Probe<>();
		flux.subscribe(probe);
		return probe;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	protected void hookOnNext(T value) {
		synchronized (this.threads) {
			this.threads.add(Thread.currentThread());
		}
		this.signals.add(Signal.next(value));
	}

	@Override
	protected void hookOnComplete() {
		this.signals.add(Signal.complete());
	}

	@Override
	protected void hookOnError(Throwable cause) {
		this.signals.add(Signal.error(cause));
	}

	T next() {
		T value = signal().get();
		assertThat(value).isNotNull();
		return Objects.requireNonNull(value);
	}

	void expect(Object... values) {
		for (Object value : values) {
			assertThat(next()).isEqualTo(value);
		}
	}

	/** The next signal in words. */
	String signalText(Function<T, String> words) {
		Signal<T> next = signal();
		T value = next.get();
		return (value != null) ? words.apply(value) : next.isOnComplete() ? " is over" : " fails";
	}

	void completes() {
		assertThat(signal().isOnComplete()).isTrue();
	}

	SpeechException fails(SpeechException.Kind kind) {
		Throwable cause = error();
		assertThat(cause).isInstanceOf(SpeechException.class);
		SpeechException failure = (SpeechException) cause;
		assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
		return failure;
	}

	Throwable error() {
		Throwable cause = signal().getThrowable();
		assertThat(cause).isNotNull();
		return Objects.requireNonNull(cause);
	}

	boolean quiet() {
		return this.signals.isEmpty();
	}

	List<Thread> threads() {
		synchronized (this.threads) {
			return List.copyOf(this.threads);
		}
	}

	private Signal<T> signal() {
		try {
			Signal<T> signal = this.signals.poll(FakeCartesia.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			assertThat(signal).as("signal").isNotNull();
			return Objects.requireNonNull(signal);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
