package io.trunkline.outbound;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallVariables;
import io.trunkline.outbound.NumberRules.Reason;
import io.trunkline.outbound.NumberRules.Verdict;
import io.trunkline.outbound.OutboundRefusedException.Kind;
import io.trunkline.telephony.Dialler.Line;
import io.trunkline.telephony.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for a wish before anything is done about it. Each method refuses with
 * {@link OutboundRefusedException}.
 */
final class OrderChecks {

	/** As many as carriers bring back with a media stream. */
	static final int MOST_VARIABLES = 12;

	/** A longer one would be cut before an agent speaks it. */
	static final int LONGEST_VALUE = 500;

	private static final int LONGEST_NAME = 64;

	private static final Duration CALLBACK = Duration.ofSeconds(15);

	private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

	private final Agents agents;

	private final NumberRules rules;

	private final Trunks trunks;

	OrderChecks(Agents agents, NumberRules rules, Trunks trunks) {
		this.agents = agents;
		this.rules = rules;
		this.trunks = trunks;
	}

	/** Checks the key alone, since it is looked up before anything else is asked. */
	static void checkKey(String key) {
		if (!KEY.matcher(key).matches()) {
			throw new OutboundRefusedException(Kind.BAD_KEY,
					"the idempotency key must have 1 to 255 visible ASCII characters and no blanks");
		}
	}

	CheckedOrder check(PlaceCall call) {
		Agent agent = this.agents.named(call.agent())
			.orElseThrow(() -> new OutboundRefusedException(Kind.UNKNOWN_AGENT,
					"there is no agent of this name under trunkline.agents"));
		checkVariables(agent, call.variables());
		Duration ring = within(call.ring(), agent.outbound().ring(), 300, "the ring timeout");
		Duration callback = within(call.callback(), CALLBACK, 25, "the callback timeout");
		PhoneNumber to = allowed(call.to());
		Trunk trunk = this.trunks.of(agent)
			.orElseThrow(() -> new OutboundRefusedException(Kind.CARRIER_NOT_CONFIGURED,
					"this service has no carrier that places calls"));
		Line.Open line = open(trunk.dialler().line());
		Optional<PhoneNumber> from = from(call.from(), line, trunk);
		if (to.equals(from.orElse(line.from()))) {
			throw new OutboundRefusedException(Kind.NUMBER_NOT_ALLOWED,
					"the number to call is the one that would be shown: the call would come back to this service");
		}
		return new CheckedOrder(agent, call.variables(), to, from, ring, callback, trunk, line);
	}

	private PhoneNumber allowed(String to) {
		return switch (this.rules.check(to)) {
			case Verdict.Allowed(PhoneNumber number) -> number;
			case Verdict.Refused(Reason reason) -> throw new OutboundRefusedException(
					(reason == Reason.NOT_A_NUMBER) ? Kind.NOT_A_NUMBER : Kind.NUMBER_NOT_ALLOWED,
					"what is to be called " + reason.sentence());
		};
	}

	private static Line.Open open(Line line) {
		return switch (line) {
			case Line.Open open -> open;
			case Line.Missing(List<String> settings) -> throw new OutboundRefusedException(Kind.CARRIER_NOT_CONFIGURED,
					"calls cannot be placed without " + String.join(", ", settings));
		};
	}

	/** A number is the account's, so another carrier may not show it. */
	private static Optional<PhoneNumber> from(@Nullable String wanted, Line.Open line, Trunk trunk) {
		if (wanted == null || wanted.equals(line.from().e164())) {
			return Optional.empty();
		}
		if (!trunk.fromNumbers().contains(wanted)) {
			throw new OutboundRefusedException(Kind.CALLER_ID_NOT_ALLOWED,
					"the number to be shown is none of the carrier's: neither the configured one nor one of"
							+ " trunkline.outbound.from-numbers or trunkline.outbound.carriers." + trunk.carrier()
							+ ".from-numbers");
		}
		return Optional.of(new PhoneNumber(wanted));
	}

	private static Duration within(@Nullable Duration wanted, Duration otherwise, int mostSeconds, String name) {
		Duration value = (wanted != null) ? wanted : otherwise;
		if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofSeconds(mostSeconds)) > 0) {
			throw new OutboundRefusedException(Kind.BAD_TIMEOUT, name + " must be from 1 to " + mostSeconds + " s");
		}
		return value;
	}

	private static void checkVariables(Agent agent, Map<String, String> variables) {
		if (variables.size() > MOST_VARIABLES) {
			throw badVariables("a call takes at most " + MOST_VARIABLES + " variables");
		}
		Set<String> declared = agent.variables().defaults().keySet();
		Set<String> seen = new HashSet<>();
		variables.forEach((name, value) -> {
			String key = CallVariables.key(name);
			if (name.length() > LONGEST_NAME || !declared.contains(key)) {
				throw badVariables("the agent takes only variables that stand in trunkline.agents." + agent.name()
						+ ".variables or its lookup.provides");
			}
			if (!seen.add(key)) {
				throw badVariables("two variables have the same name but for case, - and _");
			}
			if (value.length() > LONGEST_VALUE) {
				throw badVariables("a variable's value has more than " + LONGEST_VALUE + " characters");
			}
		});
	}

	private static OutboundRefusedException badVariables(String message) {
		return new OutboundRefusedException(Kind.BAD_VARIABLES, message);
	}

}
