package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.trunkline.engine.realtime.RealtimeException.Kind;
import io.trunkline.engine.realtime.Round.Ask;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers under way on one connection, and the conversation that they belong to. Of
 * those that belong to it there is one at a time; the next one waits for its end. Belongs
 * to the session's loop.
 */
final class Replies {

	private static final Logger log = LoggerFactory.getLogger(Replies.class);

	/** Until the server is asked again whether it has ended what it was about. */
	private static final Duration BUSY = Duration.ofMillis(200);

	private final Conversation conversation;

	private final Duration patience;

	private final RealtimeMeters meters;

	private final Consumer<ClientEvent> out;

	private final BiConsumer<Duration, Runnable> timer;

	private final Runnable rested;

	/** Asked and not over, by our name. */
	private final Map<String, Round> rounds = new LinkedHashMap<>();

	/** The same by the server's name, once it has one. */
	private final Map<String, Round> responses = new HashMap<>();

	/** The one that the conversation is busy with; nobody may want it any more. */
	private @Nullable Round busy;

	/** Waits for that. */
	private @Nullable Round waiting;

	/**
	 * None yet.
	 * @param patience for a cancelled answer to end
	 * @param out takes what the server is to be told
	 * @param timer runs a task later, if the connection is there by then
	 * @param rested run when an answer is over
	 */
	Replies(Conversation conversation, Duration patience, RealtimeMeters meters, Consumer<ClientEvent> out,
			BiConsumer<Duration, Runnable> timer, Runnable rested) {
		this.conversation = conversation;
		this.patience = patience;
		this.meters = meters;
		this.out = out;
		this.timer = timer;
		this.rested = rested;
	}

	boolean isEmpty() {
		return this.busy == null && this.waiting == null && this.rounds.isEmpty();
	}

	/** Answers that are owed, once the connection is over. */
	List<Round> owed() {
		List<Round> owed = new ArrayList<>(this.rounds.values());
		if (this.waiting != null) {
			owed.add(this.waiting);
		}
		owed.removeIf(Round::over);
		return owed;
	}

	/** Tells the server what was said before, so that the next answer finds it there. */
	void remember(List<Message> history) {
		if (this.busy == null) {
			this.conversation.follow(history).forEach(this.out);
		}
	}

	void ask(Round round) {
		switch (round.ask()) {
			case Ask.Aside(var instructions, var spoken, var input) -> {
				this.rounds.put(round.id(), round);
				this.out.accept(new ClientEvent.Aside(round.id(), instructions, spoken, input));
			}
			case Ask.Reply(var history) -> {
				if (this.busy != null) {
					this.waiting = round;
					return;
				}
				this.busy = round;
				this.rounds.put(round.id(), round);
				this.conversation.follow(history).forEach(this.out);
				this.out.accept(new ClientEvent.Respond(round.id()));
			}
		}
	}

	/** Stops an answer that nobody wants any more. */
	void cancel(Round round) {
		round.abandon();
		if (this.waiting == round) {
			this.waiting = null;
		}
		if (!this.rounds.containsKey(round.id())) {
			return;
		}
		String response = round.responseId();
		if (response != null) {
			this.out.accept(new ClientEvent.Cancel(response));
		}
		this.timer.accept(this.patience, () -> over(round));
	}

	void created(ServerEvent.ResponseCreated created) {
		Round round = this.rounds.get(created.round());
		if (round == null && created.round().isEmpty() && this.busy != null && this.busy.responseId() == null) {
			round = this.busy;
		}
		if (round == null) {
			log.debug("The server answers unasked; that is cancelled");
			this.out.accept(new ClientEvent.Cancel(created.responseId()));
			return;
		}
		round.created(created.responseId());
		this.responses.put(created.responseId(), round);
		if (round.over()) {
			this.out.accept(new ClientEvent.Cancel(created.responseId()));
		}
	}

	void added(ServerEvent.ItemAdded added) {
		Round round = this.responses.get(added.responseId());
		boolean ours = round != null && round.ask() instanceof Ask.Reply;
		if (round != null && !ours) {
			return;
		}
		switch (ours ? added.type() : "") {
			case "message" -> this.conversation.speaks(added.itemId());
			case "function_call" -> this.conversation.called(added.itemId(), added.callId());
			default -> this.conversation.stray(added.itemId());
		}
	}

	void itemDone(ServerEvent.ItemDone done) {
		Round round = this.responses.get(done.responseId());
		if (round != null && done.type().equals("function_call") && !done.status().equals("incomplete")) {
			String arguments = done.arguments().isBlank() ? "{}" : done.arguments();
			round.tool(new ToolCall(done.callId(), done.name(), arguments));
		}
	}

	void sound(ServerEvent.AudioDelta delta) {
		Round round = this.responses.get(delta.responseId());
		if (round != null) {
			round.sound(delta);
		}
	}

	void words(ServerEvent.WordsDelta words) {
		this.conversation.written(words.itemId(), words.delta(), false);
		Round round = this.responses.get(words.responseId());
		if (round != null) {
			round.words(words.delta());
		}
	}

	void done(ServerEvent.ResponseDone done) {
		this.meters.replied(done.status());
		Round round = this.responses.get(done.responseId());
		if (round == null) {
			return;
		}
		switch (done.status()) {
			case "failed" -> round.failed(new RealtimeException(kindOf(done.code()), "A reply failed: " + done.code()));
			case "cancelled" ->
				round.failed(new RealtimeException(Kind.LOST, "A reply was cancelled: " + done.reason()));
			default -> round.done();
		}
		over(round);
	}

	/**
	 * The server complained of something that it was asked.
	 * @return whether it was an answer
	 */
	boolean refused(ServerEvent.Failed failed) {
		Round round = this.rounds.get(failed.eventId());
		if (round == null) {
			return false;
		}
		if (failed.code().equals("conversation_already_has_active_response")) {
			this.timer.accept(BUSY, () -> askAgain(round));
		}
		else {
			round.failed(new RealtimeException(kindOf(failed.code()), "A reply was refused: " + failed.code()));
			over(round);
		}
		return true;
	}

	/** An answer of the server's own accord was in the way. */
	private void askAgain(Round round) {
		if (!round.over() && round.responseId() == null) {
			this.out.accept(new ClientEvent.Respond(round.id()));
		}
	}

	/** It holds up no other any more. */
	private void over(Round round) {
		if (this.rounds.remove(round.id()) == null) {
			return;
		}
		this.responses.remove(String.valueOf(round.responseId()));
		if (this.busy == round) {
			this.busy = null;
			Round next = this.waiting;
			this.waiting = null;
			if (next != null) {
				ask(next);
			}
		}
		this.rested.run();
	}

	private static Kind kindOf(String code) {
		return code.contains("rate_limit") ? Kind.BUSY : Kind.LOST;
	}

}
