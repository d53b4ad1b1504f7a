package io.trunkline.sandbox.bandwidth;

import java.time.Duration;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.line.OnLoop;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * One Gather: speaks its sentences, then waits for keys. It belongs to the leg's loop.
 */
final class Gathering implements Disposable {

	private final Verb.Gather verb;

	private final EventLoop loop;

	private final Announcer announcer;

	private final Collected then;

	private final StringBuilder digits = new StringBuilder();

	/** What is spoken, or the timer of the next key. */
	private final Disposable.Swap running = Disposables.swap();

	private int rounds;

	Gathering(Verb.Gather verb, EventLoop loop, Announcer announcer, Collected then) {
		this.verb = verb;
		this.loop = loop;
		this.announcer = announcer;
		this.then = then;
	}

	void start() {
		this.rounds++;
		speak(0);
	}

	private void speak(int sentence) {
		if (sentence < this.verb.sentences().size()) {
			this.running.update(this.announcer.speak(this.verb.sentences().get(sentence), () -> speak(sentence + 1)));
		}
		else if (this.rounds < this.verb.repeats()) {
			in(this.verb.firstDigit(), this::start);
		}
		else {
			in(this.verb.firstDigit(), () -> finish(""));
		}
	}

	void press(char digit) {
		if (this.verb.terminating().indexOf(digit) >= 0) {
			finish(String.valueOf(digit));
			return;
		}
		this.digits.append(digit);
		if (this.digits.length() == this.verb.maxDigits()) {
			finish("");
		}
		else {
			in(this.verb.betweenDigits(), () -> finish(""));
		}
	}

	@Override
	public void dispose() {
		this.running.dispose();
	}

	private void finish(String terminating) {
		dispose();
		this.then.take(this.digits.toString(), terminating);
	}

	private void in(Duration delay, Runnable task) {
		this.running.update(OnLoop.after(this.loop, delay, task));
	}

	/** Speaks to whoever is to press keys. */
	@FunctionalInterface
	interface Announcer {

		Disposable speak(String text, Runnable then);

	}

	/** Takes what was pressed; once. */
	@FunctionalInterface
	interface Collected {

		void take(String digits, String terminating);

	}

}
