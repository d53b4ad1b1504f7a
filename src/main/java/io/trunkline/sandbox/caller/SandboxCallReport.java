package io.trunkline.sandbox.caller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.sandbox.caller.CallEvent.AgentHeard;
import io.trunkline.sandbox.caller.CallEvent.CallerBeeped;
import io.trunkline.sandbox.caller.CallEvent.CallerSaid;
import io.trunkline.sandbox.caller.CallEvent.KeysHeard;
import io.trunkline.sandbox.caller.CallEvent.LegOver;
import io.trunkline.sandbox.caller.CallEvent.Missed;
import io.trunkline.sandbox.caller.CallEvent.SentenceSpoken;
import io.trunkline.sandbox.caller.CallEvent.TransferAnswered;
import io.trunkline.sandbox.caller.CallEvent.Violation;
import io.trunkline.sandbox.caller.Sound.Audible;

/**
 * One call as the carrier and the caller saw it.
 *
 * @param events in order; what was on its way when the call ended comes after its end
 * @param sound what reached the caller's ear
 * @param cause why it ended, in the carrier's words
 */
public record SandboxCallReport(String callId, List<CallEvent> events, Sound sound, String cause) {

	public SandboxCallReport {
		events = List.copyOf(events);
	}

	/** Events of one kind, in order. */
	public <E extends CallEvent> Stream<E> all(Class<E> kind) {
		return this.events.stream().filter(kind::isInstance).map(kind::cast);
	}

	/** What the service did that the protocol forbids. */
	public List<String> violations() {
		return all(Violation.class).map(Violation::what).toList();
	}

	/** What the caller waited for in vain. */
	public List<Step> missed() {
		return all(Missed.class).map(Missed::step).toList();
	}

	/** What the caller heard the agent say over the media socket, word by word. */
	public List<String> heard() {
		return all(AgentHeard.class).map(AgentHeard::word).toList();
	}

	/** What was heard after the last beep: the message that a machine has recorded. */
	public List<String> messageLeft() {
		Duration beep = all(CallerBeeped.class).map(CallerBeeped::until)
			.reduce(Duration.ofDays(1), (one, next) -> next);
		return all(AgentHeard.class).filter((heard) -> heard.at().compareTo(beep) > 0).map(AgentHeard::word).toList();
	}

	/** The keys that the service has sent, one after the other. */
	public String keysHeard() {
		return all(KeysHeard.class).map(KeysHeard::keys).collect(Collectors.joining());
	}

	/** Those whom a transfer has reached, in the order in which they went. */
	public List<SandboxCallReport> legs() {
		return all(LegOver.class).map(LegOver::leg).toList();
	}

	/** Whom the caller ended up talking to, in order. */
	public List<String> transferredTo() {
		return all(TransferAnswered.class).map(TransferAnswered::to).toList();
	}

	/**
	 * How long the caller waited for the agent's voice after each utterance that got one
	 * before the next; what the agent said before or during it does not count.
	 */
	public List<Duration> replyDelays() {
		List<CallerSaid> said = all(CallerSaid.class).toList();
		List<Duration> delays = new ArrayList<>();
		for (int i = 0; i < said.size(); i++) {
			Duration spoken = said.get(i).until();
			Duration next = (i + 1 < said.size()) ? said.get(i + 1).at() : Duration.ofDays(1);
			this.sound.audible()
				.stream()
				.map(Audible::from)
				.filter((from) -> from.compareTo(spoken) >= 0 && from.compareTo(next) < 0)
				.findFirst()
				.ifPresent((from) -> delays.add(from.minus(spoken)));
		}
		return delays;
	}

	/** How long the agent could still be heard each time the caller spoke over it. */
	public List<Duration> bargeInDelays() {
		return all(CallerSaid.class)
			.flatMap((said) -> this.sound.audible()
				.stream()
				.filter((span) -> span.from().compareTo(said.at()) < 0 && span.to().compareTo(said.at()) > 0)
				.map((span) -> span.to().minus(said.at())))
			.toList();
	}

	/** Who said what, one line for each turn. */
	public List<String> transcript() {
		List<String> lines = new ArrayList<>();
		boolean agentSpeaks = false;
		for (CallEvent event : this.events) {
			if (event instanceof AgentHeard heard) {
				lines.add((agentSpeaks ? lines.removeLast() : "agent:") + " " + heard.word());
				agentSpeaks = true;
			}
			else if (event instanceof CallerSaid said) {
				lines.add("caller: " + said.text());
				agentSpeaks = false;
			}
			else if (event instanceof SentenceSpoken spoken) {
				lines.add("carrier: " + spoken.text());
				agentSpeaks = false;
			}
		}
		return lines;
	}

}
