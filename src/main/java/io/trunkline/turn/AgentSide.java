package io.trunkline.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.trunkline.turn.TurnEffect.AllowRecording;
import io.trunkline.turn.TurnEffect.AnswerTool;
import io.trunkline.turn.TurnEffect.Conclude;
import io.trunkline.turn.TurnEffect.Fill;
import io.trunkline.turn.TurnEffect.HandOver;
import io.trunkline.turn.TurnEffect.RunTool;
import io.trunkline.turn.TurnEffect.Say;
import io.trunkline.turn.TurnEffect.StartTimer;
import io.trunkline.turn.TurnEffect.StopTimer;
import io.trunkline.turn.TurnEffect.Think;
import org.jspecify.annotations.Nullable;

/** What follows from the agent's own doing: words, sound, tools, and their absence. */
final class AgentSide {

	/** More calls in one answer are no tool use but a fault. */
	private static final int MOST_CALLS = 8;

	/** A message for a machine is as long as its writer wanted it. */
	private static final Duration LONGEST_MESSAGE = Duration.ofMinutes(2);

	/** What answers nothing that the caller has said. */
	private static final Set<Phrase> NO_ANSWERS = Set.of(Phrase.DISCLOSURE, Phrase.GREETING, Phrase.RECITED);

	/** What may fail without a sign that the voice is lost. */
	private static final Set<Phrase> ONE_OF_A_KIND = Set.of(Phrase.GREETING, Phrase.RECITED, Phrase.SCREENING);

	/** What a machine may record: nothing else may be said in between. */
	private static final Set<Phrase> RECORDED = Set.of(Phrase.SCREENING, Phrase.VOICEMAIL);

	/** What bridges a silence, in this order; then the reply counts as failed. */
	private static final List<Phrase> FILLERS = List.of(Phrase.ONE_MOMENT, Phrase.STILL_WORKING, Phrase.OFFER_PERSON);

	private final TurnPolicy policy;

	private final Floor floor;

	private final Exit exit;

	AgentSide(TurnPolicy policy, Floor floor, Exit exit) {
		this.policy = policy;
		this.floor = floor;
		this.exit = exit;
	}

	Step audible(TurnState now) {
		if (!now.agentHasFloor()) {
			return Step.to(now);
		}
		boolean answers = now.phrase() == null || !NO_ANSWERS.contains(now.phrase());
		TurnState speaking = now.with(now.work().audible()).with(now.caller().owed(now.caller().owed() && !answers));
		return Step.to((now.phase() == Phase.THINKING) ? speaking.in(Phase.SPEAKING) : speaking,
				new StopTimer(Timer.REPLY), new StopTimer(Timer.QUIET));
	}

	/** Sound that is owed did not come in time: the silence must not last. */
	Step dry(TurnState now) {
		TurnState dry = now.with(now.work().dry());
		return (now.agentHasFloor() && !now.ducked()) ? Step.to(dry, quiet(now)) : Step.to(dry);
	}

	Step toolAsked(TurnState now, ToolAsk ask) {
		if (!now.agentHasFloor()) {
			return Step.to(now);
		}
		ToolAsk taken = (now.work().asks().size() < MOST_CALLS) ? ask
				: new ToolAsk.Refused(ask.id(), "Not done: too many calls at once.");
		TurnState asked = now.with(now.work().asked(taken));
		if (taken instanceof ToolAsk.Aside(String id)) {
			return Step.to(asked, new RunTool(now.turn(), id));
		}
		if (!(taken instanceof ToolAsk.Run)) {
			return Step.to(asked);
		}
		Step running = Step.to(asked, new RunTool(now.turn(), taken.id()));
		boolean bridged = now.work().sounded() || now.work().fills() > 0 || now.work().pending();
		return bridged ? running : running.and(quiet(asked));
	}

	Step toolDone(TurnState now, String askId) {
		TurnState done = now.with(now.work().done(askId));
		boolean waited = done.work().whole() && !done.work().pending() && !done.work().onlyAsides();
		return (done.agentHasFloor() && waited && done.phase() != Phase.ENDING)
				? nextRound(done).after(refusals(done, null)) : Step.to(done);
	}

	/** The words are out; tool calls decide what comes after them. */
	Step complete(TurnState now, boolean silent) {
		if (!now.agentHasFloor()) {
			return Step.to(now);
		}
		TurnState whole = now.with(now.work().asWhole(silent));
		if (now.phase() == Phase.ENDING) {
			return silent ? failed(whole, Outcome.ERROR_TTS) : Step.to(whole, goodbye(now));
		}
		Optional<ToolAsk.Leave> leave = first(now, ToolAsk.Leave.class);
		if (leave.isPresent()) {
			return endBy(whole, leave.get().farewell(), silent).after(refusals(now, leave.get().id()));
		}
		Optional<ToolAsk.HandOver> handOver = first(now, ToolAsk.HandOver.class);
		if (handOver.isPresent()) {
			String id = handOver.get().id();
			return nextRound(whole).after(List.of(new AnswerTool(now.turn(), id, "Done: you are this agent now."),
					new HandOver(now.turn(), handOver.get().agent())))
				.after(refusals(now, id));
		}
		if (!silent && now.work().onlyAsides()) {
			return Step.to(whole);
		}
		if (!now.work().asks().isEmpty()) {
			return now.work().pending() ? Step.to(whole) : nextRound(whole).after(refusals(now, null));
		}
		return silent ? nothingSaid(whole) : Step.to(whole);
	}

	Step heard(TurnState now) {
		if (now.ducked()) {
			return Step.to(now);
		}
		if (now.work().pending() && now.phase() != Phase.ENDING) {
			return dry(now);
		}
		Conclude conclude = new Conclude(now.turn());
		return switch (now.phase()) {
			case GREETING, SPEAKING -> goOn(now).after(conclude);
			case ENDING -> depart(now);
			case WAITING, LISTENING, THINKING, LEAVING, OVER -> Step.to(now);
		};
	}

	private Step depart(TurnState now) {
		return this.exit.leave(now).after(new Conclude(now.turn())).after(leaveTaken(now));
	}

	/** If the carrier refuses, the conversation goes on, and the call needs a result. */
	private static List<TurnEffect> leaveTaken(TurnState now) {
		Farewell farewell = now.farewell();
		String askId = (farewell != null) ? farewell.askId() : null;
		return (askId != null) ? List.of(new AnswerTool(now.turn(), askId, "The carrier has been asked to do it."))
				: List.of();
	}

	/** A stock phrase that fails cannot be apologised for: there is no voice left. */
	Step failed(TurnState now, Outcome cause) {
		if (!now.agentHasFloor()) {
			return Step.to(now);
		}
		if (now.phase() == Phase.ENDING) {
			return this.exit.leave(now).after(this.floor.drop(now));
		}
		TurnState failed = now.with(now.strain().failed());
		boolean voiceless = now.phrase() != null && !ONE_OF_A_KIND.contains(now.phrase());
		if (voiceless || failed.strain().failures() >= this.policy.limits().failures()) {
			return this.exit.giveUp(failed, cause);
		}
		if (now.ducked()) {
			return this.floor.interrupt(failed);
		}
		boolean nothingAsked = now.phrase() == Phrase.RECITED || now.phrase() == Phrase.SCREENING;
		Step next = nothingAsked ? soon(goOn(failed)) : this.floor.say(failed, Phrase.SORRY);
		return next.after(this.floor.drop(now));
	}

	/** A tool runs, and nothing has been asked meanwhile that an "ok" could answer. */
	boolean busy(TurnState now) {
		return now.work().pending() && now.work().fills() < FILLERS.size();
	}

	/** Nobody has been audible for too long, and the agent owes sound. */
	Step silent(TurnState now) {
		if (!now.agentHasFloor()) {
			return Step.to(now);
		}
		if (now.ducked()) {
			return Step.to(now, quiet(now));
		}
		int fills = now.work().fills();
		if (fills >= FILLERS.size() && !now.work().pending()) {
			return failed(now, Outcome.ERROR_LLM);
		}
		if (now.phrase() != null && RECORDED.contains(now.phrase())) {
			return Step.to(now.with(now.work().filled()), quiet(now));
		}
		Phrase filler = (fills < FILLERS.size()) ? FILLERS.get(fills) : Phrase.STILL_WORKING;
		return Step.to(now.with(now.work().filled()), new Fill(now.turn(), filler));
	}

	/** A tool has a deadline of its own. */
	Step overdue(TurnState now) {
		return (now.ducked() || now.work().pending()) ? Step.to(now, this.floor.replyDue(now))
				: failed(now, Outcome.ERROR_LLM);
	}

	/** Last words that take too long are cut off, unless the caller is speaking. */
	Step goodbyeOver(TurnState now) {
		if (now.phase() != Phase.ENDING) {
			return Step.to(now);
		}
		return now.ducked() ? Step.to(now, goodbye(now)) : this.exit.leave(now).after(this.floor.drop(now));
	}

	private Step goOn(TurnState now) {
		TurnState next = now.with((now.phrase() == null) ? now.strain().succeeded() : now.strain());
		if (now.phrase() == Phrase.DISCLOSURE) {
			return this.floor.greet(next).after(new AllowRecording());
		}
		if (now.phrase() == Phrase.SCREENING) {
			return Step.to(next.in(Phase.WAITING));
		}
		return now.caller().owed() ? this.floor.think(next) : this.floor.listen(next);
	}

	/** The silence has lasted for long enough. */
	private Step soon(Step next) {
		TurnState now = next.state();
		return now.agentHasFloor() ? next.and(new StartTimer(Timer.QUIET, now.turn(), this.policy.patience().tool()))
				: next;
	}

	private Step nothingSaid(TurnState now) {
		return (now.phase() == Phase.GREETING) ? goOn(now).after(new Conclude(now.turn()))
				: failed(now, Outcome.ERROR_LLM);
	}

	/** The silence so far counts: its timer runs on. */
	private Step endBy(TurnState now, Farewell farewell, boolean silent) {
		TurnState ending = now.leavingBy(farewell).in(Phase.ENDING);
		if (!silent) {
			return Step.to(ending, goodbye(now));
		}
		if (farewell instanceof Farewell.Digits) {
			return (now.work().line() == Work.Line.RUNNING) ? Step.to(ending, goodbye(now)) : depart(ending);
		}
		Phrase phrase = (farewell instanceof Farewell.Transfer) ? Phrase.TRANSFERRING : Phrase.GOODBYE;
		return Step.to(ending.saying(phrase), new Say(now.turn(), phrase), this.floor.replyDue(now));
	}

	/** The silence so far counts: its timer runs on. */
	private Step nextRound(TurnState now) {
		if (now.work().rounds() >= this.policy.limits().toolRounds()) {
			return failed(now, Outcome.ERROR_LLM);
		}
		return Step.to(now.nextRound(), new Think(now.turn()), this.floor.replyDue(now));
	}

	private StartTimer quiet(TurnState now) {
		boolean firstFill = now.work().pending() && now.work().fills() == 0 && !now.work().sounded();
		TurnPolicy.Patience patience = this.policy.patience();
		return new StartTimer(Timer.QUIET, now.turn(), firstFill ? patience.tool() : patience.owed());
	}

	private StartTimer goodbye(TurnState now) {
		return new StartTimer(Timer.GOODBYE, now.turn(),
				(now.phrase() == Phrase.VOICEMAIL) ? LONGEST_MESSAGE : this.policy.patience().goodbye());
	}

	/** Each call gets a result, or every later request would be refused. */
	private static List<TurnEffect> refusals(TurnState now, @Nullable String carriedOut) {
		List<TurnEffect> answers = new ArrayList<>();
		for (ToolAsk ask : now.work().open()) {
			if (!ask.id().equals(carriedOut)) {
				answers.add(new AnswerTool(now.turn(), ask.id(), switch (ask) {
					case ToolAsk.Refused(String _, String reason) -> reason;
					case ToolAsk.Run _, ToolAsk.Aside _ -> "Still running; its result follows later.";
					case ToolAsk.Leave _, ToolAsk.HandOver _ ->
						"Not done: only one way to leave the conversation at a time.";
				}));
			}
		}
		return answers;
	}

	private static <T extends ToolAsk> Optional<T> first(TurnState now, Class<T> kind) {
		return now.work().asks().stream().filter(kind::isInstance).map(kind::cast).findFirst();
	}

}
