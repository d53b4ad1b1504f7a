package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.caller.Phrase;
import io.trunkline.sandbox.caller.Step;
import io.trunkline.sandbox.voice.Utterance;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the steps of a caller. It has no timer of its own: at each beat it looks
 * whether the current step is done or overdue.
 */
public final class CallerScript {

	private static final int SAMPLES_PER_MILLI = 8;

	private static final Utterance SILENCE = new Utterance(new byte[0], List.of());

	private final Deque<Step> steps;

	private final Map<String, Utterance> utterances;

	private final Phone phone;

	private @Nullable Step current;

	/** When the current step began. */
	private Duration began = Duration.ZERO;

	/** The agent's turn is what was heard since then. */
	private Duration turnBegan = Duration.ZERO;

	private int wordsBefore;

	/** Words before this one are not waited for any more. */
	private int unmatched;

	/** Keys before this one are not waited for any more. */
	private int keysBefore;

	/** The number of the current step. */
	private int number = -1;

	/** When that began which the current step does or waits for. */
	private Duration from = Duration.ZERO;

	/** When the agent was last heard as the current step began. */
	private Duration heardBefore = Duration.ZERO;

	private boolean over;

	/**
	 * Makes a script.
	 * @param utterances the sound of all that the steps say
	 */
	public CallerScript(Iterable<Step> steps, Map<String, Utterance> utterances, Phone phone) {
		this.steps = new ArrayDeque<>();
		steps.forEach(this.steps::add);
		this.utterances = utterances;
		this.phone = phone;
	}

	/** Does what is due. */
	public void beat() {
		while (!this.over && (this.current == null || isDone(this.current))) {
			if (this.current != null) {
				this.phone.journal().add(new CallEvent.StepDone(this.phone.journal().now(), this.from, this.number));
			}
			Step next = this.steps.poll();
			if (next == null) {
				hangUp();
				return;
			}
			this.current = next;
			this.number++;
			this.began = this.phone.journal().now();
			this.from = this.began;
			this.heardBefore = this.phone.line().ear().lastHeard();
			begin(next);
		}
		if (!this.over && this.current != null && isOverdue(this.current)) {
			this.phone.journal().add(new CallEvent.Missed(this.phone.journal().now(), this.current));
			hangUp();
		}
	}

	private void hangUp() {
		this.over = true;
		this.phone.hangUp();
	}

	private void begin(Step step) {
		Duration now = this.began;
		switch (step) {
			case Step.Say(String text) -> {
				this.unmatched = this.phone.line().words().size();
				Duration until = speak(withoutPauseAtEnd(this.utterances.getOrDefault(text, SILENCE)));
				this.phone.journal().add(new CallEvent.CallerSaid(now, until, text));
			}
			case Step.Cough(Duration length) -> {
				this.unmatched = this.phone.line().words().size();
				Duration until = speak(this.phone.cough(length));
				this.phone.journal().add(new CallEvent.CallerCoughed(now, until));
			}
			case Step.Beep(Duration length) -> {
				Duration until = speak(this.phone.beep(length));
				this.phone.journal().add(new CallEvent.CallerBeeped(now, until));
			}
			case Step.Press(char digit) -> this.phone.press(digit);
			case Step.HangUp() -> hangUp();
			case Step.DropSocket() -> this.phone.dropSockets();
			case Step.CloseSocket() -> this.phone.closeSockets();
			case Step.Wait _, Step.Pause _, Step.ListenToSilence _ -> {
			}
		}
	}

	/** So that the end of a step is the end of speech. */
	private static byte[] withoutPauseAtEnd(Utterance utterance) {
		int end = utterance.words().isEmpty() ? 0 : utterance.words().getLast().endMillis() * SAMPLES_PER_MILLI;
		return Arrays.copyOf(utterance.muLaw(), Math.min(end, utterance.muLaw().length));
	}

	/** Begins to speak, and tells when it will be spoken. */
	private Duration speak(byte[] muLaw) {
		this.phone.line().mouth().say(muLaw);
		return this.began.plus(this.phone.line().mouth().left());
	}

	private boolean isDone(Step step) {
		Duration now = this.phone.journal().now();
		return switch (step) {
			case Step.WaitForAgent wait -> hasAgentSpoken(now, wait.silence());
			case Step.WaitForPhrase wait -> hasHeard(wait.phrase());
			case Step.WaitForQuiet wait -> isQuiet(now, wait.quiet());
			case Step.WaitForWords wait -> this.phone.line().words().size() - this.wordsBefore >= wait.words();
			case Step.Say _, Step.Cough _, Step.Beep _ -> isSpoken(now);
			case Step.WaitForKeys wait -> hasHeardKeys(wait.keys());
			case Step.WaitForRecording wait -> isRecording(wait.state());
			case Step.Pause(Duration length) -> now.minus(this.began).compareTo(length) >= 0;
			case Step.ListenToSilence(Duration length) ->
				!heardSomething() && now.minus(this.began).compareTo(length) >= 0;
			case Step.WaitForTransfer _ -> this.phone.isTransferred();
			case Step.Press _, Step.HangUp _, Step.DropSocket _, Step.CloseSocket _ -> true;
			case Step.WaitForEnd _ -> false;
		};
	}

	private boolean hasAgentSpoken(Duration now, Duration silence) {
		Duration last = this.phone.line().ear().lastHeard();
		boolean done = last.compareTo(this.turnBegan) > 0 && now.minus(last).compareTo(silence) >= 0;
		if (done) {
			this.turnBegan = now;
		}
		return done;
	}

	private boolean hasHeard(Phrase phrase) {
		List<CallEvent.AgentHeard> heard = this.phone.line().words();
		Optional<Phrase.Match> match = phrase.in(heard.stream().map(CallEvent.AgentHeard::word).toList(),
				this.unmatched);
		match.ifPresent((found) -> {
			this.unmatched = found.last() + 1;
			this.from = heard.get(found.first()).from();
		});
		return match.isPresent();
	}

	private boolean hasHeardKeys(String keys) {
		int found = this.phone.keysHeard().indexOf(keys, this.keysBefore);
		if (found >= 0) {
			this.keysBefore = found + keys.length();
		}
		return found >= 0;
	}

	private boolean isRecording(String state) {
		List<CallEvent.Recording> changes = this.phone.journal()
			.events()
			.stream()
			.filter(CallEvent.Recording.class::isInstance)
			.map(CallEvent.Recording.class::cast)
			.toList();
		boolean found = !changes.isEmpty() && changes.getLast().state().equals(state);
		if (found) {
			this.from = changes.getLast().at();
		}
		return found;
	}

	private boolean isQuiet(Duration now, Duration quiet) {
		this.from = this.phone.line().ear().lastHeard();
		return now.minus(this.from).compareTo(quiet) >= 0;
	}

	private boolean heardSomething() {
		return this.phone.line().ear().lastHeard().compareTo(this.heardBefore) > 0;
	}

	/** Beats may be late, so that not time but the mouth tells what has been said. */
	private boolean isSpoken(Duration now) {
		boolean done = this.phone.line().mouth().left().isZero();
		if (done) {
			this.turnBegan = now;
			this.wordsBefore = this.phone.line().words().size();
		}
		return done;
	}

	private boolean isOverdue(Step step) {
		return switch (step) {
			case Step.Wait wait -> this.phone.journal().now().minus(this.began).compareTo(wait.within()) > 0;
			case Step.ListenToSilence _ -> heardSomething();
			default -> false;
		};
	}

	/** What a caller has at hand. */
	public interface Phone {

		Journal journal();

		Line line();

		byte[] cough(Duration length);

		byte[] beep(Duration length);

		/** All keys that the service has sent. */
		String keysHeard();

		void press(char digit);

		void hangUp();

		void dropSockets();

		void closeSockets();

		boolean isTransferred();

	}

}
