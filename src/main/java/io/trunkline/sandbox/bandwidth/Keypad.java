package io.trunkline.sandbox.bandwidth;

import java.util.HashMap;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The keys of one telephone, and who gets to know them: a Gather while there is one, else
 * a StartGather. All methods belong to the leg's loop.
 */
final class Keypad {

	private final EventLoop loop;

	private final Journal journal;

	private final Gathering.Announcer announcer;

	private final Teller teller;

	private Verb.@Nullable StartGather reporting;

	private @Nullable Gathering gathering;

	Keypad(EventLoop loop, Journal journal, Gathering.Announcer announcer, Teller teller) {
		this.loop = loop;
		this.journal = journal;
		this.announcer = announcer;
		this.teller = teller;
	}

	/** Reports keys from now on, or stops it. */
	void report(Verb.@Nullable StartGather gather) {
		this.reporting = gather;
	}

	/** Collects keys until the verb has enough of them. */
	Disposable collect(Verb.Gather verb, Gathering.Collected then) {
		Gathering begun = new Gathering(verb, this.loop, this.announcer, (digits, terminating) -> {
			this.gathering = null;
			this.journal.add(new CallEvent.Gathered(this.journal.now(), digits));
			then.take(digits, terminating);
		});
		this.gathering = begun;
		begun.start();
		return () -> {
			begun.dispose();
			if (begun.equals(this.gathering)) {
				this.gathering = null;
			}
		};
	}

	void press(char digit) {
		Gathering collecting = this.gathering;
		Verb.StartGather listening = this.reporting;
		this.journal
			.add(new CallEvent.CallerPressed(this.journal.now(), digit, collecting != null || listening != null));
		if (collecting != null) {
			collecting.press(digit);
		}
		else if (listening != null) {
			Map<String, @Nullable Object> fields = new HashMap<>();
			fields.put("digit", String.valueOf(digit));
			if (listening.tag() != null) {
				fields.put("tag", listening.tag());
			}
			this.teller.tell("dtmf", listening.dtmf(), fields);
		}
	}

}
