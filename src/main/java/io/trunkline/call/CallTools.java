package io.trunkline.call;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.trunkline.agent.tool.Deed;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Spoken;
import io.trunkline.agent.tool.ToolContext;
import io.trunkline.language.ToolCall;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Farewell;
import io.trunkline.turn.Outcome;
import io.trunkline.turn.ToolAsk;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * The tools that a call uses. One that only reads is given up with the call; one that
 * changes something runs to its end, whoever still waits for it. Belongs to the loop.
 */
final class CallTools {

	private final CallLeg leg;

	private final Preparation prepared;

	private final Scheduler loop;

	private final Set<String> ids = new HashSet<>();

	private final Map<String, Deed.Run> asked = new HashMap<>();

	private final Map<String, Disposable> reading = new HashMap<>();

	private boolean closed;

	CallTools(CallLeg leg, Preparation prepared, Scheduler loop) {
		this.leg = leg;
		this.prepared = prepared;
		this.loop = loop;
	}

	/**
	 * Takes a call of the model into the history, and says what it amounts to for the
	 * turn function. Nothing runs yet.
	 */
	ToolAsk asked(ToolCall call) {
		ToolCall known = unique(call);
		String id = known.id();
		Deed deed = this.prepared.persona().toolbox().check(id, known.name(), known.arguments(), context());
		this.prepared.dialogue().asked(known);
		return switch (deed) {
			case Deed.HangUp() -> new ToolAsk.Leave(id, new Farewell.HangUp(Outcome.AGENT_HANGUP, id));
			case Deed.Transfer(String alias) -> new ToolAsk.Leave(id, new Farewell.Transfer(alias, id));
			case Deed.HandOver(String agent) -> new ToolAsk.HandOver(id, agent);
			case Deed.Run run -> {
				this.asked.put(id, run);
				this.prepared.dialogue().unfinished(id, run.tool());
				yield new ToolAsk.Run(id, run.effect() == Effect.READ);
			}
			case Deed.Refused(String reason) -> new ToolAsk.Refused(id, reason);
		};
	}

	/**
	 * Runs it, once, and writes its result into the history.
	 * @param then called on the loop when that is done, unless the tool was given up or
	 * the call is over
	 */
	void run(String askId, Runnable then) {
		Deed.Run tool = Objects.requireNonNull(this.asked.remove(askId), "a tool that was not asked for");
		Disposable.Swap running = Disposables.swap();
		if (tool.effect() == Effect.READ) {
			this.reading.put(askId, running);
		}
		running.update(tool.result().publishOn(this.loop).subscribe((result) -> {
			this.reading.remove(askId);
			if (!this.closed) {
				this.prepared.dialogue().ran(askId, result);
				then.run();
			}
		}));
	}

	void cancel(String askId) {
		Disposable running = this.reading.remove(askId);
		if (running != null) {
			running.dispose();
		}
	}

	void close() {
		this.closed = true;
		this.reading.values().forEach(Disposable::dispose);
		this.reading.clear();
	}

	/** Some servers begin to count anew in each answer. */
	private ToolCall unique(ToolCall call) {
		String id = call.id();
		for (int again = 2; !this.ids.add(id); again++) {
			id = call.id() + "-" + again;
		}
		return new ToolCall(id, call.name(), call.arguments());
	}

	/** What a tool may know of the call, as it is at this moment. */
	private ToolContext context() {
		List<Spoken> heard = this.prepared.dialogue().heard();
		return new ToolContext(this.leg.callId().value(), this.leg.from(), this.leg.to(),
				this.prepared.briefing().variables(), () -> heard);
	}

}
