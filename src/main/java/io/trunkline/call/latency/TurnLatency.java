package io.trunkline.call.latency;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the time went between the caller's last word and the agent's first sound of one
 * turn. The parts add up to {@link #total()}; what ran while something else was waited
 * for is no part of it.
 *
 * @param turn the agent's turn
 * @param pause from the last new word until the turn was probably over
 * @param certainty from there until it counted as over
 * @param model from there, or the request, to the model's first text
 * @param clause from there until the first clause was whole
 * @param voice from there to the synthesiser's first sound
 * @param own all the rest: what this service itself took
 * @param spared what model, clause and voice took while the end of the turn was waited
 * for, because the reply was begun early
 */
public record TurnLatency(int turn, Duration pause, Duration certainty, Duration model, Duration clause, Duration voice,
		Duration own, Duration spared) {

	/** From the last new word until the turn counted as over. */
	public Duration endpointing() {
		return this.pause.plus(this.certainty);
	}

	/** From the caller's last new word to the first sound handed to the carrier. */
	public Duration total() {
		return parts().stream().map(Part::length).reduce(Duration.ZERO, Duration::plus);
	}

	/** The parts in the order of time, each with whoever decides about it. */
	public List<Part> parts() {
		return List.of(
				new Part("until the turn was " + (this.certainty.isZero() ? "" : "probably ") + "over", this.pause,
						Blame.PROVIDER),
				new Part("until that was certain", this.certainty, Blame.SETTING),
				new Part("model", this.model, Blame.PROVIDER), new Part("first clause", this.clause, Blame.PROVIDER),
				new Part("voice", this.voice, Blame.PROVIDER), new Part("own", this.own, Blame.OURS));
	}

	/** The same with parts of whole milliseconds, so that they add up in these too. */
	public TurnLatency inMillis() {
		return new TurnLatency(this.turn, rounded(this.pause), rounded(this.certainty), rounded(this.model),
				rounded(this.clause), rounded(this.voice), rounded(this.own), rounded(this.spared));
	}

	private static Duration rounded(Duration length) {
		return Duration.ofMillis(Math.round(length.toNanos() / 1e6));
	}

	/** For people, in milliseconds: the whole, and the parts that took any. */
	public String statement() {
		TurnLatency whole = inMillis();
		String parts = whole.parts()
			.stream()
			.filter((part) -> part.length().isPositive() || part.blame() == Blame.OURS)
			.map((part) -> part.length().toMillis() + " " + part.name() + part.blame().note())
			.collect(Collectors.joining(" + "));
		String early = whole.spared.isZero() ? "" : "; begun early, which spared " + whole.spared.toMillis() + " ms";
		return whole.total().toMillis() + " ms = " + parts + early;
	}

	/** Who can change how long a part takes. */
	public enum Blame {

		/** A setting of the recogniser, or {@code turn.speculation}. */
		SETTING(" (setting)"),
		/** The provider. */
		PROVIDER(" (provider)"),
		/** This service. */
		OURS("");

		private final String note;

		Blame(String note) {
			this.note = note;
		}

		String note() {
			return this.note;
		}

	}

	/** One part. */
	public record Part(String name, Duration length, Blame blame) {
	}

}
