package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.channel.EventLoop;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.realtime.RealtimeException.Kind;
import io.trunkline.language.Message;
import io.trunkline.provider.socket.LoopTimers;
import io.trunkline.speech.Hearing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * The connections of one call, one after another: replaced before one has lasted as long
 * as the server allows, when another voice is wanted, or after it was lost. Belongs to
 * the session's loop.
 *
 * <pre>
 * link     |--- 1 ------------------------------|
 * next                     |- connects, learns -|--- 2 ---
 *                   renew-after            between two turns
 * </pre>
 */
final class Connections implements Link.Listener {

	private static final Logger log = LoggerFactory.getLogger(Connections.class);

	/** Connections that may be lost in one call. */
	private static final int MOST_LOST = 3;

	/** Until a replacement that failed is tried again. */
	private static final Duration RENEW_AGAIN = Duration.ofMinutes(1);

	private static final Duration CLOSING = Duration.ofSeconds(5);

	private final RealtimeProperties properties;

	private final AudioFormat format;

	private final RealtimeMeters meters;

	private final RealtimeEndpoint endpoint;

	private final EventLoop loop;

	private final LoopTimers timers;

	private final Owner owner;

	private final HeldAudio audio;

	/** Waits for a connection. */
	private final List<Round> pending = new ArrayList<>();

	private final List<Mono<Void>> leaving = new ArrayList<>();

	private final Disposable.Swap renewal = Disposables.swap();

	/** Preliminary until it is settled. */
	private Persona persona;

	/** Whom it speaks for is known for good. */
	private boolean settled;

	/** Since the start. */
	@SuppressWarnings("NullAway.Init")
	private Link link;

	/** To take over from the link. */
	private @Nullable Link next;

	/** The next link speaks with another voice: nothing is asked before. */
	private boolean changing;

	private List<Message> history = List.of();

	private int links;

	private int lostBefore;

	private boolean closed;

	private volatile @Nullable RealtimeException lost;

	/**
	 * Not started.
	 * @param preliminary whose voice and model are final
	 */
	Connections(RealtimeProperties properties, AudioFormat format, RealtimeMeters meters, RealtimeEndpoint endpoint,
			EventLoop loop, Persona preliminary, Owner owner) {
		this.properties = properties;
		this.format = format;
		this.meters = meters;
		this.endpoint = endpoint;
		this.loop = loop;
		this.timers = new LoopTimers(loop);
		this.audio = new HeldAudio(this.timers, () -> this.link);
		this.persona = preliminary;
		this.owner = owner;
	}

	/** Connects; comes before everything else. */
	void start() {
		this.link = open();
	}

	/** Why there will be none any more; from any thread. */
	@Nullable RealtimeException lost() {
		return this.lost;
	}

	boolean ready() {
		return this.link.ready();
	}

	/** The preliminary words are replaced, unless somebody else speaks by now. */
	void settle(Persona known) {
		if (!this.settled) {
			this.settled = true;
			this.persona = known;
			this.link.become(known);
		}
	}

	/** Another agent goes on, over another connection if it has another voice. */
	void become(Persona who) {
		boolean stays = this.persona.canBecome(who);
		this.settled = true;
		this.persona = who;
		if (this.closed || this.lost != null) {
			return;
		}
		if (stays && !this.changing) {
			this.link.become(who);
			if (this.next != null) {
				this.next.become(who);
			}
			return;
		}
		if (this.next != null) {
			letGo(this.next);
		}
		this.changing = true;
		this.next = open();
	}

	void hear(byte[] sound) {
		this.audio.hear(sound);
	}

	/** What a fresh connection is told. */
	void remember(List<Message> said) {
		this.history = List.copyOf(said);
	}

	void ask(Round round) {
		RealtimeException why = this.closed ? over() : this.lost;
		if (why != null) {
			round.failed(why);
		}
		else if (this.link.ready() && !this.changing) {
			this.link.replies().ask(round);
		}
		else {
			this.pending.add(round);
			swapIfQuiet();
		}
	}

	void cancel(Round round) {
		round.abandon();
		this.pending.remove(round);
		this.link.replies().cancel(round);
	}

	void cut(List<ClientEvent.Truncate> truncations) {
		this.link.cut(truncations);
	}

	/** Completes when all are gone; what is owed fails at once. */
	Mono<Void> close() {
		this.closed = true;
		this.renewal.dispose();
		List<Round> due = due();
		letGo(this.link);
		if (this.next != null) {
			letGo(this.next);
		}
		due.forEach((round) -> round.failed(over()));
		return Mono.when(this.leaving).timeout(CLOSING).onErrorComplete();
	}

	@Override
	public void ready(Link ready) {
		ready.replies().remember(this.history);
		if (ready == this.link) {
			serve();
		}
		else {
			swapIfQuiet();
		}
	}

	@Override
	public void heard(Link from, List<Hearing> hearings) {
		if (from == this.link) {
			this.owner.heard(hearings);
		}
		swapIfQuiet();
	}

	@Override
	public void rested(Link which) {
		swapIfQuiet();
	}

	@Override
	public void lost(Link which, RealtimeException why, boolean served) {
		if (this.closed || this.lost != null) {
			return;
		}
		log.warn("A Realtime connection ended: {}", why.getMessage());
		if (which != this.link) {
			lostNext(why);
			return;
		}
		this.owner.heard(which.abandon());
		for (Round owed : which.replies().owed()) {
			if (owed.begun()) {
				owed.failed(why);
			}
			else {
				owed.askedAnew();
				this.pending.add(owed);
			}
		}
		if (this.next != null) {
			promote(this.next);
		}
		else if (served && why.kind() == Kind.LOST && this.lostBefore++ < MOST_LOST) {
			this.link = open();
		}
		else {
			die(why);
		}
	}

	private void lostNext(RealtimeException why) {
		this.next = null;
		if (this.changing) {
			die(why);
		}
		else {
			renewAfter(RENEW_AGAIN);
		}
	}

	private Link open() {
		Link opened = new Link("item_t%d_".formatted(++this.links), this.properties, this.format, this.meters, this,
				(listener) -> this.endpoint.open(this.persona.model(), this.loop, listener));
		if (this.settled) {
			opened.become(this.persona);
		}
		return opened;
	}

	private void serve() {
		renewAfter(this.properties.renewAfter());
		this.owner.connected();
		this.audio.flush();
		List<Round> due = List.copyOf(this.pending);
		this.pending.clear();
		due.stream().filter((round) -> !round.over()).forEach(this::ask);
	}

	private void renewAfter(Duration age) {
		this.renewal.update(this.timers.after(age, this::renew));
	}

	private void renew() {
		if (this.next == null && !this.closed && this.lost == null) {
			this.next = open();
		}
	}

	private void swapIfQuiet() {
		Link ready = this.next;
		if (ready != null && ready.ready() && this.link.quiet()) {
			this.meters.renewed();
			letGo(this.link);
			promote(ready);
		}
	}

	private void promote(Link successor) {
		this.link = successor;
		this.next = null;
		this.changing = false;
		this.owner.moved();
		if (successor.ready()) {
			serve();
		}
	}

	private void die(RealtimeException why) {
		this.lost = why;
		this.renewal.dispose();
		List<Round> due = due();
		letGo(this.link);
		due.forEach((round) -> round.failed(why));
		this.owner.lost(why);
	}

	/** All that is owed, by whom it may be. */
	private List<Round> due() {
		List<Round> due = new ArrayList<>(this.link.replies().owed());
		due.addAll(this.pending);
		this.pending.clear();
		return due;
	}

	private static RealtimeException over() {
		return new RealtimeException(Kind.LOST, "The call is over");
	}

	private void letGo(Link old) {
		this.leaving.add(old.gone());
		old.close();
	}

	/** Whose they are. */
	interface Owner {

		/** There is one that hears and answers. */
		void connected();

		void heard(List<Hearing> hearings);

		/** What was said before can not be cut any more. */
		void moved();

		/** There will be none any more. */
		void lost(RealtimeException why);

	}

}
