package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.realtime.RealtimeException.Kind;
import io.trunkline.engine.realtime.Round.Ask;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Hearing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * One connection and what the server knows on it: the settings, the conversation, and the
 * replies under way. Of those that belong to the conversation there is one at a time; the
 * next one waits for its end. Belongs to the session's loop.
 */
final class Link implements RealtimeSocket.Listener {

	private static final Logger log = LoggerFactory.getLogger(Link.class);

	/** With these no session is served, however often it is tried. */
	private static final Set<String> FINAL = Set.of("insufficient_quota", "invalid_api_key", "account_deactivated",
			"billing_hard_limit_reached", "model_not_found");

	/** Until the server is asked again whether it has ended what it was about. */
	private static final Duration BUSY = Duration.ofMillis(200);

	private final RealtimeProperties properties;

	private final AudioFormat format;

	private final RealtimeMeters meters;

	private final Listener listener;

	private final RealtimeSocket socket;

	private final Conversation conversation;

	private final CallerTurns turns = new CallerTurns();

	/** Asked and not over, by our name. */
	private final Map<String, Round> rounds = new LinkedHashMap<>();

	/** The same by the server's name, once it has one. */
	private final Map<String, Round> responses = new HashMap<>();

	private final Disposable.Swap transcription = Disposables.swap();

	private @Nullable Persona persona;

	/** The reply that the conversation is busy with; nobody may want it any more. */
	private @Nullable Round busy;

	/** Waits for that. */
	private @Nullable Round waiting;

	private Phase phase = Phase.CONNECTING;

	/**
	 * Connects.
	 * @param prefix of the ids of items
	 */
	Link(String prefix, RealtimeProperties properties, AudioFormat format, RealtimeMeters meters, Listener listener,
			Function<Link, RealtimeSocket> opening) {
		this.properties = properties;
		this.format = format;
		this.meters = meters;
		this.listener = listener;
		this.conversation = new Conversation(prefix);
		this.socket = opening.apply(this);
	}

	/** Speaks for somebody from here on: now, or once there is a session. */
	void become(Persona who) {
		Persona before = this.persona;
		this.persona = who;
		if (this.phase == Phase.READY && !who.equals(before)) {
			write(new ClientEvent.Update(who.words()));
		}
		else if (this.phase == Phase.CREATED) {
			configure(who);
		}
	}

	boolean ready() {
		return this.phase == Phase.READY;
	}

	boolean writable() {
		return this.phase == Phase.READY && this.socket.writable();
	}

	/** Neither the caller nor the agent is in the middle of something. */
	boolean quiet() {
		return this.busy == null && this.waiting == null && this.rounds.isEmpty() && !this.turns.isOpen();
	}

	void hear(byte[] sound) {
		write(new ClientEvent.Append(sound));
	}

	/** Tells the server what was said before, so that the next reply finds it there. */
	void remember(List<Message> history) {
		if (this.busy == null) {
			this.conversation.follow(history).forEach(this::write);
		}
	}

	/** To be called when ready. */
	void ask(Round round) {
		switch (round.ask()) {
			case Ask.Aside(var instructions, var spoken, var input) -> {
				this.rounds.put(round.id(), round);
				write(new ClientEvent.Aside(round.id(), instructions, spoken, input));
			}
			case Ask.Reply(var history) -> {
				if (this.busy != null) {
					this.waiting = round;
					return;
				}
				this.busy = round;
				this.rounds.put(round.id(), round);
				this.conversation.follow(history).forEach(this::write);
				write(new ClientEvent.Respond(round.id()));
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
		if (round.responseId() != null) {
			write(new ClientEvent.Cancel(round.responseId()));
		}
		this.socket.after(this.properties.deadlines().cancelled(), () -> over(round));
	}

	/** How much of an answer was heard, which will not be played any further. */
	void cut(List<ClientEvent> truncations) {
		truncations.forEach(this::write);
	}

	/** Ends it; answers that are under way are not told. */
	void close() {
		this.phase = Phase.OVER;
		this.transcription.dispose();
		this.socket.close();
	}

	Mono<Void> gone() {
		return this.socket.gone();
	}

	/** An open turn of the caller ends with what is known. */
	List<Hearing> abandon() {
		return this.turns.close();
	}

	/** Answers that are owed, after the end. */
	List<Round> owed() {
		List<Round> owed = new ArrayList<>(this.rounds.values());
		if (this.waiting != null) {
			owed.add(this.waiting);
		}
		owed.removeIf(Round::over);
		return owed;
	}

	@Override
	public void opened() {
		this.phase = Phase.OPENED;
		this.socket.after(this.properties.deadlines().ready(), () -> {
			if (this.phase == Phase.OPENED || this.phase == Phase.CONFIGURED) {
				this.socket.fail(new RealtimeException(Kind.LOST, "OpenAI Realtime took too long to begin a session"));
			}
		});
	}

	@Override
	public void closed(RealtimeException why) {
		boolean served = this.phase == Phase.READY;
		this.phase = Phase.OVER;
		this.transcription.dispose();
		this.meters.lost(why.kind());
		this.listener.lost(this, why, served);
	}

	@Override
	public void received(String json) {
		ServerEvent event = ServerEvent.read(json);
		if (event == null || this.phase == Phase.OVER) {
			return;
		}
		switch (event) {
			case ServerEvent.SessionCreated() -> {
				this.phase = Phase.CREATED;
				if (this.persona != null) {
					configure(this.persona);
				}
			}
			case ServerEvent.SessionUpdated(String outputFormat) -> updated(outputFormat);
			case ServerEvent.SpeechStarted(String item) -> tell(this.turns.started(item));
			case ServerEvent.SpeechStopped(String item) -> tell(this.turns.stopped(item));
			case ServerEvent.Committed(String item) -> this.conversation.heard(item);
			case ServerEvent.TimeoutTriggered(String item) -> this.conversation.stray(item);
			case ServerEvent.TranscriptDelta(String item, String delta) -> {
				this.conversation.written(item, delta, false);
				tell(this.turns.delta(item, delta));
			}
			case ServerEvent.TranscriptCompleted(String item, String transcript) -> {
				this.conversation.written(item, transcript, true);
				tell(this.turns.completed(item, transcript));
			}
			case ServerEvent.TranscriptFailed(String item) -> {
				this.meters.unwritten();
				tell(this.turns.failed(item));
			}
			case ServerEvent.ResponseCreated created -> created(created);
			case ServerEvent.ItemAdded added -> added(added);
			case ServerEvent.ItemDone done -> itemDone(done);
			case ServerEvent.AudioDelta delta -> {
				Round round = this.responses.get(delta.responseId());
				if (round != null) {
					round.sound(delta);
				}
			}
			case ServerEvent.WordsDelta(String response, String item, String delta) -> {
				this.conversation.written(item, delta, false);
				Round round = this.responses.get(response);
				if (round != null) {
					round.words(delta);
				}
			}
			case ServerEvent.ResponseDone done -> responseDone(done);
			case ServerEvent.RateLimits(var limits) -> limits.forEach(this.meters::remaining);
			case ServerEvent.Failed failed -> failed(failed);
		}
	}

	private void configure(Persona who) {
		this.phase = Phase.CONFIGURED;
		write(new ClientEvent.Update(who.session(this.properties, this.format)));
	}

	private void updated(String outputFormat) {
		if (!outputFormat.isEmpty() && !outputFormat.equals(Persona.nameOf(this.format))) {
			this.socket.fail(new RealtimeException(Kind.REFUSED,
					"OpenAI Realtime speaks " + outputFormat + " though asked for " + Persona.nameOf(this.format)));
		}
		else if (this.phase == Phase.CONFIGURED) {
			this.phase = Phase.READY;
			this.socket.serves();
			this.listener.ready(this);
		}
	}

	private void tell(List<Hearing> hearings) {
		if (!hearings.isEmpty()) {
			this.listener.heard(this, hearings);
		}
		this.transcription.update(this.turns.waits()
				? this.socket.after(this.properties.deadlines().transcription(), this::late) : Disposables.disposed());
	}

	private void late() {
		this.meters.unwritten();
		tell(this.turns.late());
	}

	private void created(ServerEvent.ResponseCreated created) {
		Round round = this.rounds.get(created.round());
		if (round == null && created.round().isEmpty() && this.busy != null && this.busy.responseId() == null) {
			round = this.busy;
		}
		if (round == null) {
			log.debug("The server answers unasked; that is cancelled");
			write(new ClientEvent.Cancel(created.responseId()));
			return;
		}
		round.created(created.responseId());
		this.responses.put(created.responseId(), round);
		if (round.over()) {
			write(new ClientEvent.Cancel(created.responseId()));
		}
	}

	private void added(ServerEvent.ItemAdded added) {
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

	private void itemDone(ServerEvent.ItemDone done) {
		Round round = this.responses.get(done.responseId());
		if (round != null && done.type().equals("function_call") && !done.status().equals("incomplete")) {
			String arguments = done.arguments().isBlank() ? "{}" : done.arguments();
			round.tool(new ToolCall(done.callId(), done.name(), arguments));
		}
	}

	private void responseDone(ServerEvent.ResponseDone done) {
		this.meters.replied(done.status());
		Round round = this.responses.get(done.responseId());
		if (round == null) {
			return;
		}
		switch (done.status()) {
			case "failed" -> round.failed(new RealtimeException(
					done.code().contains("rate_limit") ? Kind.BUSY : Kind.LOST, "A reply failed: " + done.code()));
			case "cancelled" -> round.failed(new RealtimeException(Kind.LOST, "A reply was cancelled: " + done.reason()));
			default -> round.done();
		}
		over(round);
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
		this.listener.rested(this);
	}

	private void failed(ServerEvent.Failed failed) {
		Round round = this.rounds.get(failed.eventId());
		if (failed.code().equals("session_expired")) {
			this.socket.fail(new RealtimeException(Kind.LOST, "The session has lasted as long as a session may"));
		}
		else if (FINAL.contains(failed.code())) {
			this.socket.fail(new RealtimeException(Kind.REFUSED,
					"OpenAI Realtime refuses to serve: %s; check the account, trunkline.realtime.api-key and .model"
						.formatted(failed.code())));
		}
		else if (this.phase == Phase.CONFIGURED) {
			this.socket.fail(new RealtimeException(Kind.REFUSED,
					"OpenAI Realtime refuses our settings: %s %s; check trunkline.realtime.*".formatted(failed.code(),
							failed.param())));
		}
		else if (round != null && failed.code().equals("conversation_already_has_active_response")) {
			this.socket.after(BUSY, () -> askAgain(round));
		}
		else if (round != null) {
			round.failed(new RealtimeException(failed.code().contains("rate_limit") ? Kind.BUSY : Kind.LOST,
					"A reply was refused: " + failed.code()));
			over(round);
		}
		else {
			this.meters.complained();
			log.debug("OpenAI Realtime complained: {} {} {}", failed.type(), failed.code(), failed.param());
		}
	}

	/** An answer of the server's own accord was in the way. */
	private void askAgain(Round round) {
		if (!round.over() && round.responseId() == null) {
			write(new ClientEvent.Respond(round.id()));
		}
	}

	private void write(ClientEvent event) {
		this.socket.write(event.json());
	}

	/** Who has the connection. */
	interface Listener {

		/** It can hear and answer. */
		void ready(Link link);

		void heard(Link link, List<Hearing> hearings);

		/** An answer is over. */
		void rested(Link link);

		/**
		 * It is over.
		 * @param served whether it was ready before
		 */
		void lost(Link link, RealtimeException why, boolean served);

	}

	private enum Phase {

		CONNECTING, OPENED, CREATED, CONFIGURED, READY, OVER

	}

}
