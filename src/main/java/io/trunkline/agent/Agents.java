package io.trunkline.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

/** All agents of this service, found by the number that was dialled. */
public final class Agents {

	private final Map<String, Agent> byNumber = new HashMap<>();

	private final Optional<Agent> forTheRest;

	private final List<Agent> all;

	/**
	 * Checks the agents together.
	 * @param agents all of them
	 * @throws IllegalArgumentException when they contradict each other or themselves;
	 * names each setting to change, all at once
	 */
	public Agents(List<Agent> agents) {
		List<String> faults = new ArrayList<>();
		agents.forEach((agent) -> check(agent, faults));
		agents.forEach((agent) -> checkHandOver(agent, agents, faults));
		agents.forEach((agent) -> agent.numbers().forEach((number) -> {
			Agent other = this.byNumber.putIfAbsent(number, agent);
			if (other != null) {
				faults.add(key(agent, "numbers") + " claims a number that trunkline.agents." + other.name()
						+ ".numbers claims too");
			}
		}));
		List<Agent> open = agents.stream().filter((agent) -> agent.numbers().isEmpty()).toList();
		if (open.size() > 1) {
			faults.add("only one agent may be without numbers, but these are: "
					+ String.join(", ", open.stream().map((agent) -> key(agent, "numbers")).toList()));
		}
		if (agents.isEmpty()) {
			faults.add("trunkline.agents defines no agent");
		}
		if (!faults.isEmpty()) {
			throw new IllegalArgumentException("The agents cannot serve calls: " + String.join("; ", faults));
		}
		this.forTheRest = open.stream().findFirst();
		this.all = List.copyOf(agents);
	}

	/** The agent that answers this number, if any does. */
	public Optional<Agent> answering(String dialled) {
		return Optional.ofNullable(this.byNumber.get(dialled)).or(() -> this.forTheRest);
	}

	/** Every agent. */
	public List<Agent> all() {
		return this.all;
	}

	private static void check(Agent agent, List<String> faults) {
		if (agent.engine() == Agent.Engine.CASCADE && agent.instructions().isEmpty()) {
			faults.add(key(agent, "instructions") + " is empty");
		}
		agent.numbers().forEach((number) -> {
			if (!isTelephoneNumber(number)) {
				faults.add(key(agent, "numbers") + " has an entry that is not a number in E.164 form");
			}
		});
		agent.destinations().forEach((alias, number) -> {
			if (!isTelephoneNumber(number)) {
				faults.add(key(agent, "transfer.destinations." + alias) + " is not a number in E.164 form");
			}
		});
		checkTurn(agent, agent.turn(), faults);
		if (agent.limits().maxDuration().toSeconds() < 10) {
			faults.add(key(agent, "limits.max-duration") + " is under 10s");
		}
		if (agent.limits().wrapUp().compareTo(agent.limits().maxDuration()) >= 0) {
			faults.add(key(agent, "limits.wrap-up") + " is not under limits.max-duration");
		}
	}

	private static void checkTurn(Agent agent, Agent.Turn turn, List<String> faults) {
		within(agent, "turn.silence", turn.patience().silence(), 1000, 600_000, faults);
		within(agent, "turn.unclear", turn.patience().unclear(), 1000, 600_000, faults);
		within(agent, "turn.filler", turn.patience().filler(), 100, 10_000, faults);
		within(agent, "turn.owed", turn.patience().owed(), 500, 3000, faults);
		within(agent, "turn.reply-deadline", turn.patience().reply(), 1000, 60_000, faults);
		within(agent, "turn.goodbye", turn.patience().goodbye(), 1000, 60_000, faults);
		within(agent, "turn.barge-in.window", turn.bargeIn().window(), 100, 1000, faults);
		within(agent, "turn.speculation.commit-after", turn.speculation().commitAfter(), 0, 2000, faults);
		if (turn.bargeIn().minimumWords() < 1) {
			faults.add(key(agent, "turn.barge-in.minimum-words") + " is under 1");
		}
	}

	private static void within(Agent agent, String setting, Duration value, long least, long most,
			List<String> faults) {
		if (value.toMillis() < least || value.toMillis() > most) {
			faults.add(key(agent, setting) + " is not within " + least + "ms and " + most + "ms");
		}
	}

	private static void checkHandOver(Agent agent, List<Agent> agents, List<String> faults) {
		agent.handOver().forEach((other) -> {
			if (other.equals(agent.name())) {
				faults.add(key(agent, "hand-over") + " names the agent itself");
			}
			else if (agents.stream().noneMatch((known) -> known.name().equals(other))) {
				faults.add(key(agent, "hand-over") + " names " + other + ", but there is no trunkline.agents." + other);
			}
		});
	}

	private static boolean isTelephoneNumber(String text) {
		try {
			PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
			return text.startsWith("+") && numbers.isPossibleNumber(numbers.parse(text, null))
					&& text.substring(1).chars().allMatch(Character::isDigit);
		}
		catch (NumberParseException _) {
			return false;
		}
	}

	private static String key(Agent agent, String setting) {
		return "trunkline.agents." + agent.name() + "." + setting;
	}

}
