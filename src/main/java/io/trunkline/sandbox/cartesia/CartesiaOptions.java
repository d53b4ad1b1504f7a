package io.trunkline.sandbox.cartesia;

import java.time.Duration;

/**
 * How the stand-in behaves.
 *
 * @param apiKey the only key that is let in; empty lets in any
 * @param listeners how many callers may be heard at once; more upgrades get 429
 * @param contexts how many contexts may speak at once; more get a 429 event, and more
 * than ten times as many sockets a 429 upgrade
 */
public record CartesiaOptions(String apiKey, int listeners, int contexts, Hearing hearing, Speaking speaking) {

	/** As near to the real thing as is known, with room for a load test. */
	public static CartesiaOptions defaults() {
		return new CartesiaOptions("", 10_000, 10_000, Hearing.defaults(), Speaking.defaults());
	}

	public CartesiaOptions with(Hearing newHearing) {
		return new CartesiaOptions(this.apiKey, this.listeners, this.contexts, newHearing, this.speaking);
	}

	public CartesiaOptions with(Speaking newSpeaking) {
		return new CartesiaOptions(this.apiKey, this.listeners, this.contexts, this.hearing, newSpeaking);
	}

	/**
	 * How callers are heard. All but {@code ready} and {@code idle} is counted in audio
	 * received: without audio no time passes.
	 *
	 * @param ready from the upgrade to {@code connected}; audio before it is lost
	 * @param turnStart so much voice starts a turn
	 * @param eagerEnd so much silence may be the end of a turn, at the default threshold
	 * @param turnEnd so much silence is the end of a turn, at the default threshold
	 * @param burst so much audio may come at once or faster than a backlog is taken; more
	 * ends the session
	 * @param idle the socket closes when nothing comes for so long
	 */
	public record Hearing(Duration ready, Duration turnStart, Duration eagerEnd, Duration turnEnd, Duration burst,
			Duration idle) {

		public static Hearing defaults() {
			return new Hearing(Duration.ofMillis(30), Duration.ofMillis(60), Duration.ofMillis(300),
					Duration.ofMillis(600), Duration.ofSeconds(3), Duration.ofMinutes(3));
		}

		/** Ends turns after other stretches of silence. */
		public Hearing withEnds(Duration newEagerEnd, Duration newTurnEnd) {
			return new Hearing(this.ready, this.turnStart, newEagerEnd, newTurnEnd, this.burst, this.idle);
		}

		/** Lets a test send its audio at once. */
		public Hearing withBurst(Duration newBurst) {
			return new Hearing(this.ready, this.turnStart, this.eagerEnd, this.turnEnd, newBurst, this.idle);
		}

		public Hearing withIdle(Duration newIdle) {
			return new Hearing(this.ready, this.turnStart, this.eagerEnd, this.turnEnd, this.burst, newIdle);
		}

	}

	/**
	 * How agents speak.
	 *
	 * @param firstChunk from the text to the first audio of a context
	 * @param chunk audio in one message
	 * @param speed how many times faster than real time audio is sent
	 * @param expiry a context dies so long after its last audio
	 * @param idle the socket closes when nothing is said for so long
	 * @param doneAfterCancel whether a cancelled context still ends with {@code done}
	 */
	public record Speaking(Duration firstChunk, Duration chunk, double speed, Duration expiry, Duration idle,
			boolean doneAfterCancel) {

		public static Speaking defaults() {
			return new Speaking(Duration.ofMillis(90), Duration.ofMillis(200), 8, Duration.ofSeconds(1),
					Duration.ofMinutes(5), true);
		}

		public Speaking withFirstChunk(Duration newFirstChunk) {
			return new Speaking(newFirstChunk, this.chunk, this.speed, this.expiry, this.idle, this.doneAfterCancel);
		}

		public Speaking withExpiry(Duration newExpiry) {
			return new Speaking(this.firstChunk, this.chunk, this.speed, newExpiry, this.idle, this.doneAfterCancel);
		}

		public Speaking withIdle(Duration newIdle) {
			return new Speaking(this.firstChunk, this.chunk, this.speed, this.expiry, newIdle, this.doneAfterCancel);
		}

		public Speaking withDoneAfterCancel(boolean done) {
			return new Speaking(this.firstChunk, this.chunk, this.speed, this.expiry, this.idle, done);
		}

	}

}
