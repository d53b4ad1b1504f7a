package io.trunkline.telephony;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.trunkline.audio.AudioChunk;
import io.trunkline.telephony.MediaStream.Ending;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Admits the calls that a test expects, on a thread of its own, and listens to them.
 */
public final class FakeSwitchboard implements Switchboard {

	private final Map<String, ExpectedCall> expected = new ConcurrentHashMap<>();

	private final List<CarrierNotice> told = new CopyOnWriteArrayList<>();

	private final AtomicInteger asked = new AtomicInteger();

	private volatile Mono<AdmittedCall> failure = Mono.empty();

	/** What was told of any call. */
	public List<CarrierNotice> told() {
		return this.told;
	}

	/** From now on this token is good for this call, once. */
	public ExpectedCall expect(CallLeg leg) {
		ExpectedCall call = new ExpectedCall(leg);
		this.expected.put(call.token(), call);
		return call;
	}

	/** From now on admission fails for unknown tokens, rather than refuse them. */
	public void failWith(Throwable failure) {
		this.failure = Mono.error(failure);
	}

	/** How often admission was asked for. */
	public int asked() {
		return this.asked.get();
	}

	@Override
	public Mono<AdmittedCall> admit(String token) {
		this.asked.incrementAndGet();
		return Mono.<AdmittedCall>fromSupplier(() -> this.expected.remove(token))
			.switchIfEmpty(this.failure)
			.subscribeOn(Schedulers.parallel());
	}

	@Override
	public Mono<Answer> offered(CallLeg leg) {
		return Mono.just(new Answer.HangUp());
	}

	@Override
	public Mono<Answer> streamPassed(CallLeg leg) {
		return Mono.just(new Answer.HangUp());
	}

	@Override
	public Mono<BridgeAnswer> pickedUp(CallLeg leg, CallId pickedUp) {
		return Mono.just(new BridgeAnswer.Connect());
	}

	@Override
	public Mono<BridgeAnswer> decided(CallLeg leg, CallId pickedUp, String digits) {
		return Mono.just(new BridgeAnswer.Connect());
	}

	@Override
	public Mono<Answer> transferOver(CallLeg leg, TransferResult result) {
		return Mono.just(new Answer.HangUp());
	}

	@Override
	public void notice(CallLeg leg, CarrierNotice notice) {
		this.told.add(notice);
	}

	/** A call that listens to all that its caller says, until its stream ends. */
	public static final class ExpectedCall implements AdmittedCall {

		private static final AtomicInteger count = new AtomicInteger();

		private static final int PATIENCE_SECONDS = 30;

		private final CallLeg leg;

		private final String token = "%043d".formatted(count.incrementAndGet());

		private final CompletableFuture<MediaStream> stream = new CompletableFuture<>();

		private final CompletableFuture<Ending> ending = new CompletableFuture<>();

		private final CompletableFuture<Void> abandoned = new CompletableFuture<>();

		private final CompletableFuture<Void> silence = new CompletableFuture<>();

		private final BlockingQueue<AudioChunk> heard = new LinkedBlockingQueue<>();

		private final AtomicInteger givenBack = new AtomicInteger();

		private final AtomicInteger offLoop = new AtomicInteger();

		private final Sinks.Empty<Void> done = Sinks.empty();

		private ExpectedCall(CallLeg leg) {
			this.leg = leg;
		}

		public String token() {
			return this.token;
		}

		@Override
		public CallLeg leg() {
			return this.leg;
		}

		@Override
		public void abandon() {
			this.givenBack.incrementAndGet();
			this.abandoned.complete(null);
		}

		@Override
		public Mono<Void> serve(MediaStream media) {
			if (!media.loop().isCurrent()) {
				this.offLoop.incrementAndGet();
			}
			this.stream.complete(media);
			Mono<Void> listening = media.caller().doOnNext((frame) -> hear(media, frame)).then();
			Mono<Void> ended = media.ended().doOnNext(this.ending::complete).then();
			return Mono.when(listening.doOnSuccess(this.silence::complete), ended).or(this.done.asMono());
		}

		private void hear(MediaStream media, AudioChunk frame) {
			if (!media.loop().isCurrent()) {
				this.offLoop.incrementAndGet();
			}
			this.heard.add(frame);
		}

		/** The call is done with its stream. */
		public void finish() {
			this.done.tryEmitEmpty();
		}

		/** Does something with the stream, where that belongs. */
		public void with(Consumer<MediaStream> action) throws Exception {
			MediaStream media = stream();
			CompletableFuture<Void> through = new CompletableFuture<>();
			media.loop().execute(() -> {
				action.accept(media);
				through.complete(null);
			});
			if (media.loop() instanceof VirtualCallLoop virtual) {
				virtual.runDue();
			}
			through.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}

		public MediaStream stream() throws Exception {
			return this.stream.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}

		public boolean isServed() {
			return this.stream.isDone();
		}

		/** The next frames of the caller. */
		public List<AudioChunk> hear(int frames) throws InterruptedException {
			List<AudioChunk> next = new ArrayList<>();
			while (next.size() < frames) {
				AudioChunk frame = this.heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
				if (frame == null) {
					throw new AssertionError("heard " + next.size() + " of " + frames + " frames");
				}
				next.add(frame);
			}
			return next;
		}

		/** Frames of the caller that came and were not asked for. */
		public List<AudioChunk> unheard() {
			return List.copyOf(this.heard);
		}

		/** How the stream ended, once the caller's audio has completed too. */
		public Ending ending() throws Exception {
			this.silence.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			return this.ending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}

		public int abandoned() throws Exception {
			this.abandoned.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			return this.givenBack.get();
		}

		public int abandonedSoFar() {
			return this.givenBack.get();
		}

		/** How often something came on another thread than the call's. */
		public int offLoop() {
			return this.offLoop.get();
		}

	}

}
