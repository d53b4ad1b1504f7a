package io.trunkline.agent;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

/** What must hold for agents so that they can serve calls. */
final class AgentChecks {

	private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(3);

	/** The form in which carriers take numbers; see {@code telephony.PhoneNumber}. */
	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

	private static final Pattern SIP = Pattern.compile("sips?:[^\\s<>\"@]+@[^\\s<>\"@]+");

	private static final Pattern KEY = Pattern.compile("[0-9*#A-D]");

	private static final int LONGEST_ENTRY = 64;

	/** In characters: two minutes, after which machines stop to record. */
	private static final int LONGEST_MESSAGE = 2000;

	/** What the carrier takes that can send it: with its encoding, within a header. */
	private static final Pattern USER_TO_USER = Pattern
		.compile("|(?=.{1,256}$)[\\x21-\\x7e]+;encoding=(base64|hex|jwt)");

	private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

	private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

	private final List<AgentFault> faults = new ArrayList<>();

	private AgentChecks() {
	}

	/** All that is wrong with these agents, each and together. */
	static Stream<AgentFault> of(List<Agent> agents) {
		AgentChecks checks = new AgentChecks();
		agents.forEach(checks::check);
		checks.checkTogether(agents);
		return checks.faults.stream();
	}

	private void check(Agent agent) {
		if (agent.engine() == Agent.Engine.CASCADE && agent.instructions().isEmpty()) {
			fault(agent, "instructions", "is empty");
		}
		for (int at = 0; at < agent.numbers().size(); at++) {
			if (!isTelephoneNumber(agent.numbers().get(at))) {
				fault(agent, "numbers[" + at + "]", "is not a number in E.164 form, such as +12025550123");
			}
		}
		agent.destinations().forEach((alias, destination) -> checkDestination(agent, alias, destination));
		checkTurn(agent, agent.turn());
		checkKeys(agent, agent.keys());
		checkOutbound(agent, agent.outbound());
		if (agent.recording().liveTranscript() && !agent.phrases().disclosure().isEmpty()) {
			fault(agent, "recording.live-transcript",
					"is true, but it cannot wait until phrases.disclosure was heard: use recording.transcribed");
		}
		if (agent.recording().on() && agent.recording().afterDisclosure() && agent.phrases().disclosure().isEmpty()) {
			fault(agent, "recording.after-disclosure", "is true, but phrases.disclosure is empty");
		}
		if (agent.limits().history() < 2000) {
			fault(agent, "limits.history", "is under 2000");
		}
		within(agent, "limits.max-duration", agent.limits().maxDuration(), 10_000, 86_400_000);
		texts(agent).forEach((setting, text) -> checkVariables(agent, setting, text));
		agent.variables().defaults().keySet().forEach((key) -> {
			if (CallVariables.BUILT_IN.contains(key)) {
				fault(agent, "variables." + key, "has the name of a variable that is built in");
			}
		});
		agent.variables().lookup().ifPresent((lookup) -> checkLookup(agent, lookup));
	}

	private void checkTogether(List<Agent> agents) {
		agents.forEach((agent) -> checkHandOver(agent, agents));
		Map<String, Agent> byNumber = new HashMap<>();
		agents.forEach((agent) -> agent.numbers().forEach((number) -> {
			Agent other = byNumber.putIfAbsent(number, agent);
			if (other != null) {
				fault(agent, "numbers",
						"claims a number that trunkline.agents." + other.name() + ".numbers claims too");
			}
		}));
		List<Agent> open = agents.stream().filter((agent) -> agent.numbers().isEmpty()).toList();
		open.stream()
			.skip(1)
			.forEach((agent) -> fault(agent, "numbers",
					"is empty, and only one agent may be without numbers: trunkline.agents." + open.getFirst().name()
							+ " is"));
		if (agents.isEmpty()) {
			this.faults.add(new AgentFault("trunkline.agents", "defines no agent"));
		}
	}

	private void checkVariables(Agent agent, String setting, String text) {
		if (Template.isBroken(text)) {
			fault(agent, setting, "has double braces around something that is no name of a variable");
		}
		Set<String> known = agent.variables().defaults().keySet();
		Template.variables(text).forEach((name) -> {
			String key = CallVariables.key(name);
			if (!known.contains(key) && !CallVariables.BUILT_IN.contains(key)) {
				fault(agent, setting, "uses {{" + name + "}}, which is not built in, not among trunkline.agents."
						+ agent.name() + ".variables, and not in lookup.provides");
			}
		});
	}

	private void checkLookup(Agent agent, Agent.Lookup lookup) {
		if (!isLookupAddress(lookup.url())) {
			fault(agent, "lookup.url", "must be https, or http on this machine, without user or fragment, and with no "
					+ "other braces than {caller} and {dialled} behind the host");
		}
		if (!lookup.timeout().isPositive() || lookup.timeout().compareTo(LONGEST_LOOKUP) > 0) {
			fault(agent, "lookup.timeout", "must be longer than 0 and at most 3s");
		}
		if (lookup.provides().isEmpty()) {
			fault(agent, "lookup.provides", "is empty: name the variables that the lookup may fill");
		}
		lookup.headers().forEach((name, value) -> {
			if (!HEADER.matcher(name).matches() || value.value().chars().anyMatch(Character::isISOControl)) {
				fault(agent, "lookup.headers." + name, "cannot be sent as a header");
			}
		});
	}

	private void checkDestination(Agent agent, String alias, Agent.Destination destination) {
		String setting = "transfer.destinations." + alias;
		if (destination.to().size() > 8) {
			fault(agent, setting + ".to", "names more than 8 numbers or addresses");
		}
		if (!destination.to().stream().allMatch((party) -> SIP.matcher(party).matches() || isTelephoneNumber(party))) {
			fault(agent, setting, "is not a number in E.164 form, such as +12025550123, or a sip: address");
		}
		if (!destination.callerId().isEmpty() && !isTelephoneNumber(destination.callerId())) {
			fault(agent, setting + ".caller-id", "is not a number in E.164 form, such as +12025550123");
		}
		if (!USER_TO_USER.matcher(destination.userToUser()).matches()) {
			fault(agent, setting + ".user-to-user",
					"is not printable text of at most 256 characters that ends in ;encoding=base64, hex or jwt");
		}
		within(agent, setting + ".ring", destination.ring(), 1000, 300_000);
	}

	private void checkTurn(Agent agent, TurnStyle turn) {
		within(agent, "turn.silence", turn.patience().silence(), 1000, 600_000);
		within(agent, "turn.unclear", turn.patience().unclear(), 1000, 600_000);
		within(agent, "turn.filler", turn.patience().filler(), 100, 2000);
		within(agent, "turn.owed", turn.patience().owed(), 500, 2800 - turn.patience().filler().toMillis());
		within(agent, "turn.reply-deadline", turn.patience().reply(), 1000, 60_000);
		within(agent, "turn.goodbye", turn.patience().goodbye(), 1000, 60_000);
		within(agent, "turn.barge-in.window", turn.bargeIn().window(), 100, 1000);
		within(agent, "turn.speculation.commit-after", turn.speculation().commitAfter(), 0, 2000);
		if (turn.bargeIn().minimumWords() < 1) {
			fault(agent, "turn.barge-in.minimum-words", "is under 1");
		}
	}

	private void checkKeys(Agent agent, Agent.Keys keys) {
		if (!keys.terminator().isEmpty() && !KEY.matcher(keys.terminator()).matches()) {
			fault(agent, "keys.terminator", "is not one of the keys 0-9, *, #, A-D");
		}
		if (keys.length() < 0 || keys.length() > LONGEST_ENTRY) {
			fault(agent, "keys.length", "is not within 0 and " + LONGEST_ENTRY);
		}
		within(agent, "keys.timeout", keys.timeout(), 500, 30_000);
		keys.bound().forEach((key, alias) -> {
			String setting = "keys.bound." + key;
			if (!KEY.matcher(key).matches()) {
				fault(agent, setting, "is not one of the keys 0-9, *, #, A-D; write \"[*]\" and \"[#]\"");
			}
			else if (!agent.destinations().containsKey(alias)) {
				fault(agent, setting, "names " + alias + ", which is not among transfer.destinations or has no number");
			}
		});
	}

	private void checkOutbound(Agent agent, Agent.Outbound outbound) {
		within(agent, "outbound.ring", outbound.ring(), 1000, 300_000);
		within(agent, "outbound.decide", outbound.decide(), 500, 30_000);
		Map.of("outbound.voicemail", outbound.voicemail(), "outbound.screening", outbound.screening())
			.forEach((setting, text) -> {
				if (text.length() > LONGEST_MESSAGE) {
					fault(agent, setting, "is longer than " + LONGEST_MESSAGE + " characters");
				}
			});
	}

	private void within(Agent agent, String setting, Duration value, long least, long most) {
		if (value.toMillis() < least || value.toMillis() > most) {
			fault(agent, setting, "is not within " + least + "ms and " + most + "ms");
		}
	}

	private void checkHandOver(Agent agent, List<Agent> agents) {
		agent.handOver().forEach((other) -> {
			if (other.equals(agent.name())) {
				fault(agent, "hand-over", "names the agent itself");
			}
			else if (agents.stream().noneMatch((known) -> known.name().equals(other))) {
				fault(agent, "hand-over", "names " + other + ", but there is no trunkline.agents." + other);
			}
		});
	}

	private void fault(Agent agent, String setting, String problem) {
		this.faults.add(AgentFault.of(agent, setting, problem));
	}

	private static Map<String, String> texts(Agent agent) {
		Map<String, String> texts = new LinkedHashMap<>();
		texts.put("instructions", agent.instructions());
		texts.put("greeting", agent.greeting());
		Agent.Phrases phrases = agent.phrases();
		texts.put("phrases.disclosure", phrases.disclosure());
		texts.put("phrases.sorry", phrases.sorry());
		texts.put("phrases.pardon", phrases.pardon());
		texts.put("phrases.still-there", phrases.stillThere());
		texts.put("phrases.one-moment", phrases.oneMoment());
		texts.put("phrases.still-working", phrases.stillWorking());
		texts.put("phrases.offer-person", phrases.offerPerson());
		texts.put("phrases.goodbye", phrases.goodbye());
		texts.put("phrases.transferring", phrases.transferring());
		texts.put("phrases.transfer-failed", phrases.transferFailed());
		texts.put("phrases.out-of-order", phrases.outOfOrder());
		texts.put("phrases.time-is-up", phrases.timeIsUp());
		texts.put("phrases.reconnected", phrases.reconnected());
		texts.put("outbound.voicemail", agent.outbound().voicemail());
		texts.put("outbound.screening", agent.outbound().screening());
		return texts;
	}

	private static boolean isLookupAddress(String template) {
		try {
			URI url = new URI(template.replace("{caller}", "x").replace("{dialled}", "x"));
			String host = (url.getHost() != null) ? url.getHost() : "";
			boolean fixedHost = template.startsWith(url.getScheme() + "://" + url.getRawAuthority());
			boolean bare = url.getRawUserInfo() == null && url.getRawFragment() == null;
			boolean safe = "https".equals(url.getScheme())
					|| ("http".equals(url.getScheme()) && LOOPBACK.matcher(host).matches());
			return !host.isEmpty() && fixedHost && bare && safe;
		}
		catch (URISyntaxException _) {
			return false;
		}
	}

	/**
	 * Whether it can exist in its country, and has the form that a transfer needs: an
	 * operator's slip is to be noticed here and not in a call.
	 */
	private static boolean isTelephoneNumber(String text) {
		try {
			PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
			return E164.matcher(text).matches() && numbers.isPossibleNumber(numbers.parse(text, null));
		}
		catch (NumberParseException _) {
			return false;
		}
	}

}
