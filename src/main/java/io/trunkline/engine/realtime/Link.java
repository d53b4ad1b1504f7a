package io.trunkline.engine.realtime;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.realtime.RealtimeException.Kind;
import io.trunkline.provider.socket.Ending;
import io.trunkline.provider.socket.ProviderSocket;
import io.trunkline.speech.Hearing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * One connection and what the server knows on it: the settings, the caller's turns, the
 * conversation with its answers. Belongs to the session's loop.
 */
final class Link implements ProviderSocket.Listener {

	private static final Logger log = LoggerFactory.getLogger(Link.class);

	/** With these no session is served, however often it is tried. */
	private static final Set<String> FINAL = Set.of("insufficient_quota", "invalid_api_key", "account_deactivated",
			"billing_hard_limit_reached", "model_not_found");

	private final RealtimeProperties properties;

	private final AudioFormat format;

	private final RealtimeMeters meters;

	private final Listener listener;

	private final ProviderSocket socket;

	private final Conversation conversation;

	private final Replies replies;

	private final CallerTurns turns = new CallerTurns();

	private final Disposable.Swap transcription = Disposables.swap();

	private @Nullable Persona persona;

	private Phase phase = Phase.CONNECTING;

	/**
	 * Connects.
	 * @param prefix of the ids of items
	 */
	Link(String prefix, RealtimeProperties properties, AudioFormat format, RealtimeMeters meters, Listener listener,
			Function<ProviderSocket.Listener, ProviderSocket> opening) {
		this.properties = properties;
		this.format = format;
		this.meters = meters;
		this.listener = listener;
		this.conversation = new Conversation(prefix);
		this.socket = opening.apply(this);
		this.replies = new Replies(this.conversation, properties.deadlines().cancelled(), meters, this::write,
				this.socket::after, () -> listener.rested(this));
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
		return this.replies.isEmpty() && !this.turns.isOpen();
	}

	/** What is asked here; to be asked when ready. */
	Replies replies() {
		return this.replies;
	}

	void hear(byte[] sound) {
		write(new ClientEvent.Append(sound));
	}

	/**
	 * How much of an answer was heard, which will not be played any further. An answer of
	 * a connection that was lost is not known here: the history says what was heard of
	 * it.
	 */
	void cut(List<ClientEvent.Truncate> truncations) {
		truncations.stream().filter((cut) -> this.conversation.has(cut.itemId())).forEach(this::write);
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

	@Override
	public void opened() {
		this.phase = Phase.OPENED;
		this.socket.after(this.properties.deadlines().ready(), () -> {
			if (this.phase == Phase.OPENED || this.phase == Phase.CONFIGURED) {
				this.socket.failed();
				fail(Kind.LOST, "OpenAI Realtime took too long to begin a session");
			}
		});
	}

	@Override
	public void closed(Ending why) {
		lost(RealtimeException.of(why));
	}

	@Override
	public void received(ByteBuf json) {
		ServerEvent event = ServerEvent.read(json.toString(StandardCharsets.UTF_8));
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
			case ServerEvent.ResponseCreated created -> this.replies.created(created);
			case ServerEvent.ItemAdded added -> this.replies.added(added);
			case ServerEvent.ItemDone done -> this.replies.itemDone(done);
			case ServerEvent.AudioDelta delta -> this.replies.sound(delta);
			case ServerEvent.WordsDelta delta -> this.replies.words(delta);
			case ServerEvent.ResponseDone done -> this.replies.done(done);
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
			fail(Kind.REFUSED,
					"OpenAI Realtime speaks " + outputFormat + " though asked for " + Persona.nameOf(this.format));
		}
		else if (this.phase == Phase.CONFIGURED) {
			this.phase = Phase.READY;
			this.socket.succeeded();
			this.listener.ready(this);
		}
	}

	private void tell(List<Hearing> hearings) {
		if (!hearings.isEmpty()) {
			this.listener.heard(this, hearings);
		}
		this.transcription.update((this.phase != Phase.OVER && this.turns.waits())
				? this.socket.after(this.properties.deadlines().transcription(), this::late) : Disposables.disposed());
	}

	private void late() {
		this.meters.unwritten();
		tell(this.turns.late());
	}

	private void failed(ServerEvent.Failed failed) {
		if (failed.code().equals("session_expired")) {
			fail(Kind.LOST, "The session has lasted as long as a session may");
		}
		else if (FINAL.contains(failed.code())) {
			fail(Kind.REFUSED,
					"OpenAI Realtime refuses to serve: %s; check the account, trunkline.realtime.api-key and .model"
						.formatted(failed.code()));
		}
		else if (this.phase == Phase.CONFIGURED) {
			fail(Kind.REFUSED, "OpenAI Realtime refuses our settings: %s %s; check trunkline.realtime.*"
				.formatted(failed.code(), failed.param()));
		}
		else if (!this.replies.refused(failed)) {
			this.meters.complained();
			log.debug("OpenAI Realtime complained: {} {} {}", failed.type(), failed.code(), failed.param());
		}
	}

	/** Though connected, the server does not serve. */
	private void fail(Kind kind, String why) {
		this.socket.close();
		lost(new RealtimeException(kind, why));
	}

	private void lost(RealtimeException why) {
		boolean served = this.phase == Phase.READY;
		this.phase = Phase.OVER;
		this.transcription.dispose();
		this.meters.lost(why.kind());
		this.listener.lost(this, why, served);
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
