package io.trunkline.engine.speech;

import java.time.Duration;

import io.trunkline.engine.Pace;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * How far the voice may be ahead of the caller in one reply. What was sent to it is
 * estimated by its letters until its sound has come; sound that has stopped coming for a
 * while is taken to be complete, so that a fast voice does not leave the estimate at a
 * place that is never reached. Told and asked from several threads.
 */
final class Lead {

	private static final Duration LONGEST = Duration.ofSeconds(6);

	/** So long does a voice speak for a letter. */
	private static final Duration LETTER = Duration.ofMillis(62);

	/** How often a waiting piece looks whether sound still comes. */
	private static final Duration LOOK = Duration.ofSeconds(1);

	private final Pace pace;

	private final Scheduler scheduler;

	/** Sound that has come. */
	private Duration sound = Duration.ZERO;

	/** Sound that there was when a piece was sent last. */
	private Duration soundWhenSent = Duration.ZERO;

	/** Sound that there was at the last look. */
	private Duration soundSeen = Duration.ZERO;

	/** Estimate of all that was sent. */
	private Duration sent = Duration.ZERO;

	private boolean begun;

	Lead(Pace pace, Scheduler scheduler) {
		this.pace = pace;
		this.scheduler = scheduler;
	}

	/** A piece goes to the voice. */
	synchronized void sent(String spoken) {
		this.begun = true;
		this.sent = estimate().plus(LETTER.multipliedBy(spoken.length()));
		this.soundWhenSent = this.sound;
	}

	synchronized void sounded(Duration length) {
		this.sound = this.sound.plus(length);
	}

	/**
	 * Completes when the next piece may be sent: the first one at once, a later one when
	 * the reply is no speculation any more and the caller is near enough. Looks anew once
	 * a second; cancelling it stops that.
	 */
	Mono<Void> room() {
		if (!hasBegun()) {
			return Mono.empty();
		}
		return Flux.interval(LOOK, this.scheduler)
			.onBackpressureDrop()
			.map((_) -> look())
			.startWith(position())
			.distinctUntilChanged()
			.switchMap((position) -> this.pace.heard(position).thenReturn(position))
			.next()
			.then();
	}

	private synchronized boolean hasBegun() {
		return this.begun;
	}

	/** The place that must have been heard, if no more sound came since the last look. */
	private synchronized Duration look() {
		boolean complete = this.sound.equals(this.soundSeen) && this.sound.compareTo(this.soundWhenSent) > 0;
		this.soundSeen = this.sound;
		if (complete) {
			this.sent = this.sound;
		}
		return position();
	}

	private synchronized Duration position() {
		Duration position = estimate().minus(LONGEST);
		return position.isNegative() ? Duration.ZERO : position;
	}

	private Duration estimate() {
		return (this.sound.compareTo(this.sent) > 0) ? this.sound : this.sent;
	}

}
