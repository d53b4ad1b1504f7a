package io.trunkline.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import io.trunkline.call.CallEvent;
import io.trunkline.call.CallListener;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;

/**
 * The calls of this pod that are live, and those that ended of late, newest first. What
 * is forgotten first is what ended first: a cache that keeps what is read most would
 * forget the newest.
 */
final class CallBoard implements CallListener {

	/** Of all calls, whatever their state: more are never live on one pod. */
	static final int MOST = 20_000;

	private final int recent;

	private final Duration remember;

	private final InstantSource clock;

	private final AtomicLong numbers = new AtomicLong();

	private final Map<String, BoardCall> byId = new ConcurrentHashMap<>();

	private final ConcurrentNavigableMap<Long, BoardCall> byNumber = new ConcurrentSkipListMap<>();

	private final Queue<BoardCall> ended = new ConcurrentLinkedQueue<>();

	private final AtomicInteger endedCount = new AtomicInteger();

	/**
	 * Starts empty.
	 * @param recent so many ended calls are remembered
	 * @param remember a call is forgotten so long after it began
	 */
	CallBoard(int recent, Duration remember, InstantSource clock) {
		this.recent = recent;
		this.remember = remember;
		this.clock = clock;
	}

	/** Notes a call that we have placed. */
	void dialling(String id, String to, String from, String agent) {
		call(id, Direction.OUTBOUND).dialling(to, from, agent);
	}

	@Override
	public void on(CallLeg leg, CallEvent event) {
		if (isLate(event) && !this.byId.containsKey(leg.id())) {
			return;
		}
		BoardCall call = call(leg.id(), leg.direction());
		boolean wasOver = call.isOver();
		call.on(leg, event);
		if (!wasOver && event instanceof CallEvent.Ended) {
			retire(call);
		}
	}

	/** What may come when the call is long over makes no call of its own. */
	private static boolean isLate(CallEvent event) {
		return event instanceof CallEvent.Recorded || event instanceof CallEvent.Transcribed;
	}

	Optional<BoardCall> find(String id) {
		return Optional.ofNullable(this.byId.get(id)).filter(this::isRemembered);
	}

	/**
	 * Calls, newest first.
	 * @param before only calls with lower numbers
	 */
	List<BoardCall> newest(long before, int most, Predicate<CallView> wanted) {
		List<BoardCall> found = new ArrayList<>();
		for (BoardCall call : this.byNumber.headMap(before, false).descendingMap().values()) {
			if (!isRemembered(call) || found.size() == most) {
				break;
			}
			if (wanted.test(call.view())) {
				found.add(call);
			}
		}
		return found;
	}

	private BoardCall call(String id, Direction direction) {
		BoardCall known = this.byId.get(id);
		if (known != null) {
			return known;
		}
		forgetOldest();
		return this.byId.computeIfAbsent(id, (_) -> {
			BoardCall call = new BoardCall(this.numbers.incrementAndGet(), id, direction, this.clock);
			this.byNumber.put(call.number(), call);
			return call;
		});
	}

	private void retire(BoardCall call) {
		this.ended.add(call);
		if (this.endedCount.incrementAndGet() > this.recent) {
			this.endedCount.decrementAndGet();
			Optional.ofNullable(this.ended.poll()).ifPresent(this::forget);
		}
	}

	/** One or two for each new one: a call's loop does no cleaning up for others. */
	private void forgetOldest() {
		for (int times = 0; times < 2; times++) {
			Map.Entry<Long, BoardCall> oldest = this.byNumber.firstEntry();
			if (oldest != null && (!isRemembered(oldest.getValue()) || this.byId.size() >= MOST)) {
				forget(oldest.getValue());
			}
		}
	}

	private void forget(BoardCall call) {
		this.byNumber.remove(call.number());
		this.byId.remove(call.id(), call);
	}

	private boolean isRemembered(BoardCall call) {
		Instant oldest = this.clock.instant().minus(this.remember);
		return call.createdAt().isAfter(oldest);
	}

}
