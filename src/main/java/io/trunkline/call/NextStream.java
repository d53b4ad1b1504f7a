package io.trunkline.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.trunkline.call.memory.Briefing;
import io.trunkline.call.memory.ComingBack;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.progress.Duty;
import io.trunkline.call.progress.Duty.Reply;
import io.trunkline.call.progress.Fact;
import io.trunkline.telephony.Answer;
import io.trunkline.turn.Opening;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The stream that one call is to have next: who is to speak on it, what was said before,
 * what is ready for it, and the answer that opens it or says why there is none. Belongs
 * to whoever takes the call's facts; others read what is volatile.
 */
final class NextStream {

	private static final Logger log = LoggerFactory.getLogger(NextStream.class);

	private final CallDesk desk;

	private final CallLife call;

	private final Inbox inbox;

	private final Askers askers = new Askers();

	/** What is ready. */
	private volatile @Nullable Reservation reservation;

	/** Who has the call; null until somebody does. */
	private volatile @Nullable Briefing briefing;

	private Dialogue dialogue = new Dialogue();

	private Optional<Orders.Order> order = Optional.empty();

	/** Keys that the carrier presses before it. */
	private String digits = "";

	/** What a caller hears whom nobody serves. */
	private String sentence = "";

	NextStream(CallDesk desk, CallLife call, Inbox inbox) {
		this.desk = desk;
		this.call = call;
		this.inbox = inbox;
	}

	@Nullable Briefing briefing() {
		return this.briefing;
	}

	/** Gives the place of a stream to its socket, once; from any thread. */
	Optional<Reservation> reservationOf(int stream) {
		return Optional.ofNullable(this.reservation)
			.filter((ready) -> ready.stream() == stream)
			.filter(Reservation::take);
	}

	/** Somebody waits for an answer, and may know why the call was placed. */
	void asked(Sinks.One<Answer> asker, Optional<Orders.Order> ordered) {
		this.order = ordered.or(() -> this.order);
		this.askers.add(asker);
	}

	void press(String keys) {
		this.digits = keys;
	}

	/** Makes everything ready and answers with it; else the call is told why not. */
	void connect(Duty.Connect connect) {
		letGo();
		Briefing known = this.briefing;
		if (known != null) {
			reserve(fromTheBeginning(connect), known);
			return;
		}
		switch (this.desk.reception().welcome(this.call.leg(), this.order)) {
			case Reception.Welcome.Briefed(Briefing found) -> reserve(connect, found);
			case Reception.Welcome.Declined(Reply reply, String reason, String why) -> {
				this.sentence = why;
				decline(connect.stream(), reply, reason);
			}
		}
	}

	/** Answers without a stream. */
	void answer(Reply reply) {
		switch (reply) {
			case FALLBACK -> this.askers.tell(this.desk.fallback());
			case SORRY -> this.askers.tell(this.desk.apology());
			case CLOSED -> this.askers.tell(new Answer.Apologise(this.sentence));
			case REJECT -> this.askers.tell(new Answer.Reject());
			case HANG_UP -> this.askers.tell(new Answer.HangUp());
			case REPEAT -> this.askers.repeat();
		}
	}

	/** Gives back what is ready, unless a socket has taken it. */
	void letGo() {
		Reservation ready = this.reservation;
		this.reservation = null;
		if (ready != null && ready.letGo()) {
			this.desk.revoke(this.call.leg());
		}
	}

	/** A socket came for what was prepared, perhaps by another process. */
	void taken(Preparation prepared) {
		this.briefing = prepared.briefing();
		this.dialogue = prepared.dialogue();
	}

	/** There will be none any more. */
	void forget() {
		answer(Reply.HANG_UP);
		this.dialogue = new Dialogue();
		this.briefing = null;
	}

	/** A stream that replaces one of which nothing was heard begins as that one would. */
	private Duty.Connect fromTheBeginning(Duty.Connect connect) {
		boolean unheard = connect.opening() == Opening.AGAIN && this.dialogue.messages().isEmpty();
		return unheard ? new Duty.Connect(connect.stream(), Opening.FRESH, connect.back()) : connect;
	}

	private void reserve(Duty.Connect connect, Briefing has) {
		this.briefing = has;
		if (connect.back() != null) {
			this.dialogue.note(ComingBack.from(connect.back()));
		}
		else if (!this.digits.isEmpty()) {
			this.dialogue.note(ComingBack.FROM_KEYS);
		}
		Optional<Reservation> reserved = this.desk.reserve(this.call.leg(), has, this.dialogue, connect);
		if (reserved.isEmpty()) {
			decline(connect.stream(), Reply.FALLBACK, CallDesk.NO_PLACE);
			return;
		}
		this.reservation = reserved.get();
		this.call.announce(new CallEvent.Offered(has.agent().name(), has.agent().version()));
		issue(connect.stream(), has);
	}

	private void issue(int stream, Briefing has) {
		this.askers.tell(this.desk.connect(this.call.leg(), stream, has, this.digits), this.desk.fallback(),
				(cause, waitAgain) -> this.inbox.add(() -> {
					waitAgain.run();
					letGo();
					decline(stream, Reply.FALLBACK, "no token could be issued: " + cause.getMessage());
				}));
	}

	private void decline(int stream, Reply reply, String reason) {
		log.warn("Call {} cannot be served: {}", this.call.leg(), reason);
		this.call.announce(new CallEvent.Refused(reason));
		this.call.take(new Fact.Declined(stream, reply, reason));
	}

	/**
	 * Who waits for an answer, and what the latest was. Whoever asks twice is told the
	 * same.
	 */
	private static final class Askers {

		private List<Sinks.One<Answer>> waiting = new ArrayList<>();

		private Mono<Answer> latest = Mono.just(new Answer.HangUp());

		void add(Sinks.One<Answer> asker) {
			this.waiting.add(asker);
		}

		void tell(Answer answer) {
			this.latest = Mono.just(answer);
			repeat();
		}

		void repeat() {
			List<Sinks.One<Answer>> askers = this.waiting;
			this.waiting = new ArrayList<>();
			this.latest.subscribe((answer) -> askers.forEach((asker) -> asker.tryEmitValue(answer)));
		}

		/**
		 * Tells an answer that takes a moment.
		 * @param otherwise given to whoever asks twice if there is no such answer
		 * @param missed told when there is none, with a way to have those who asked wait
		 * again
		 */
		void tell(Mono<Answer> answer, Answer otherwise, BiConsumer<Throwable, Runnable> missed) {
			List<Sinks.One<Answer>> askers = this.waiting;
			this.waiting = new ArrayList<>();
			Mono<Answer> once = answer.cache();
			this.latest = once.onErrorReturn(otherwise);
			once.subscribe((told) -> askers.forEach((asker) -> asker.tryEmitValue(told)),
					(cause) -> missed.accept(cause, () -> this.waiting.addAll(askers)));
		}

	}

}
