package io.trunkline.call;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import io.trunkline.agent.tool.Deed;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Spoken;
import io.trunkline.agent.tool.ToolContext;
import io.trunkline.call.contact.CallKeys;
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

	private final CallKeys keys;

	private final CallRecording recording;

	private final Scheduler loop;

	private final Set<String> ids = new HashSet<>();

	private final Map<String, Deed.Run> asked = new HashMap<>();

	/** What is done on the spot. */
	private final Map<String, Deed.AskDigits> asides = new HashMap<>();

	private final Map<String, Disposable> reading = new HashMap<>();

	private boolean closed;

	CallTools(CallLeg leg, Preparation prepared, CallKeys keys, CallRecording recording, Scheduler loop) {
		this.keys = keys;
		this.recording = recording;
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
			case Deed.SendDigits(String digits) -> new ToolAsk.Leave(id, new Farewell.Digits(digits, id));
			case Deed.HandOver(String agent) -> new ToolAsk.HandOver(id, agent);
			case Deed.AskDigits ask -> {
				this.asides.put(id, ask);
				yield new ToolAsk.Aside(id);
			}
			case Deed.SetRecording(boolean on) ->
				toRun(id, new Deed.Run(known.name(), Effect.WRITE, this.recording.pauseOrResume(on)));
			case Deed.Run run -> toRun(id, run);
			case Deed.Refused(String reason) -> new ToolAsk.Refused(id, reason);
		};
	}

	private ToolAsk toRun(String id, Deed.Run run) {
		this.asked.put(id, run);
		this.prepared.dialogue().unfinished(id, run.tool());
		return new ToolAsk.Run(id, run.effect() == Effect.READ);
	}

	/**
	 * Runs it, once, and writes its result into the history.
	 * @param then called on the loop with the tool's name when that is done, unless the
	 * tool was given up or the call is over
	 */
	void run(String askId, Consumer<String> then) {
		Deed.AskDigits aside = this.asides.remove(askId);
		if (aside != null) {
			this.keys.ask(aside.rules());
			this.prepared.dialogue().ran(askId, "The next digits are collected so.");
			then.accept("ask_digits");
			return;
		}
		Deed.Run tool = Objects.requireNonNull(this.asked.remove(askId), "a tool that was not asked for");
		Disposable.Swap running = Disposables.swap();
		if (tool.effect() == Effect.READ) {
			this.reading.put(askId, running);
		}
		running.update(tool.result().publishOn(this.loop).subscribe((result) -> {
			this.reading.remove(askId);
			if (!this.closed) {
				this.prepared.dialogue().ran(askId, result);
				then.accept(tool.tool());
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
				this.prepared.briefing().variables(), () -> heard, this.keys.entered());
	}

}
