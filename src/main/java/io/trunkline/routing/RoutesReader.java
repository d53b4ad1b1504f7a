package io.trunkline.routing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.trunkline.agent.AgentFault;
import io.trunkline.call.Doorkeeper.Entry;

/** Makes routes of what an operator wrote, and finds all that is wrong with it. */
final class RoutesReader {

	private static final String ROUTES = "trunkline.routes";

	private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}|sips?:[^\\s<>\"]+");

	private final List<AgentFault> faults = new ArrayList<>();

	/** Which route has a number, by the number; the empty one stands for all. */
	private final Map<String, String> takenBy = new HashMap<>();

	private final List<Reference> references = new ArrayList<>();

	private RoutesReader() {
	}

	/**
	 * Reads routes.
	 * @throws RoutesRefusedException when something is wrong; names each setting to
	 * change, all at once
	 */
	static Reading read(List<RouteDefinition> definitions) {
		RoutesReader reader = new RoutesReader();
		List<Route> routes = new ArrayList<>();
		for (int at = 0; at < definitions.size(); at++) {
			routes.add(reader.route(ROUTES + "[" + at + "]", definitions.get(at)));
		}
		if (!reader.faults.isEmpty()) {
			throw new RoutesRefusedException(
					reader.faults.stream().map((fault) -> fault.setting() + " " + fault.problem()).toList());
		}
		return new Reading(new Routes(routes), List.copyOf(reader.references));
	}

	private Route route(String setting, RouteDefinition route) {
		numbers(setting, route.numbers());
		boolean others = !route.agent().isBlank() || !route.greeting().isBlank() || !route.hours().open().isEmpty()
				|| !route.callers().block().isEmpty() || !route.callers().vip().numbers().isEmpty();
		if (route.reject() && others) {
			fault(setting + ".reject", "takes no call at all, so the route can have nothing else than numbers");
		}
		Entry.Agent taken = agent(setting, route.agent(), route.greeting());
		Hours hours = hours(setting + ".hours", route.hours());
		Entry closed = closed(setting, route);
		Route.Callers callers = callers(setting + ".callers", route.callers(), taken);
		return new Route(Set.copyOf(route.numbers()), route.reject(), taken, hours, closed, callers);
	}

	private void numbers(String setting, List<String> numbers) {
		for (int at = 0; at < numbers.size(); at++) {
			if (!NUMBER.matcher(numbers.get(at)).matches()) {
				fault(setting + ".numbers[" + at + "]",
						"is not a number in E.164 form, such as +12025550123, or a sip: address");
			}
		}
		String all = this.takenBy.get("");
		if (all != null) {
			fault(setting, "is never reached: " + all + " before it is for every number");
		}
		(numbers.isEmpty() ? List.of("") : numbers).forEach((number) -> {
			String before = this.takenBy.putIfAbsent(number, setting);
			if (before != null && all == null) {
				fault(setting + ".numbers", "has a number that " + before + ".numbers has before it");
			}
		});
	}

	private Hours hours(String setting, RouteDefinition.OpeningHours written) {
		if (written.open().isEmpty()) {
			if (!written.holidays().isEmpty() || !written.timeZone().isBlank()) {
				fault(setting + ".open", "is missing, such as mon-fri 09:00-17:00, or daily 00:00-24:00");
			}
			return Hours.ALWAYS;
		}
		List<OpenTime> open = new ArrayList<>();
		for (int at = 0; at < written.open().size(); at++) {
			Optional<OpenTime> time = OpenTime.parse(written.open().get(at));
			time.ifPresent(open::add);
			if (time.isEmpty()) {
				fault(setting + ".open[" + at + "]", "must be days and hours, such as mon-fri 09:00-17:00");
			}
		}
		Set<LocalDate> holidays = new HashSet<>();
		Set<MonthDay> yearly = new HashSet<>();
		for (int at = 0; at < written.holidays().size(); at++) {
			holiday(setting + ".holidays[" + at + "]", written.holidays().get(at), holidays, yearly);
		}
		return new Hours(zone(setting + ".time-zone", written.timeZone()), open, holidays, yearly);
	}

	private void holiday(String setting, String day, Set<LocalDate> holidays, Set<MonthDay> yearly) {
		try {
			if (day.strip().length() == "12-25".length()) {
				yearly.add(MonthDay.parse("--" + day.strip()));
			}
			else {
				holidays.add(LocalDate.parse(day.strip()));
			}
		}
		catch (DateTimeException _) {
			fault(setting, "must be a day, such as 2026-12-25, or 12-25 for every year");
		}
	}

	private ZoneId zone(String setting, String name) {
		try {
			return ZoneId.of(name.strip());
		}
		catch (DateTimeException _) {
			fault(setting, (name.isBlank() ? "is missing: " : "is unknown: ")
					+ "hours need the time zone of their clock, such as Europe/Berlin");
			return ZoneId.of("UTC");
		}
	}

	private Entry closed(String setting, RouteDefinition route) {
		RouteDefinition.Closed closed = route.closed();
		boolean hours = !route.hours().open().isEmpty();
		if (closed.isSet() && !hours) {
			fault(setting + ".closed", "means nothing without " + setting + ".hours.open");
		}
		if (closed.sentence().isBlank() == closed.agent().isBlank() && (hours || closed.isSet())) {
			fault(setting + ".closed", "needs one of sentence and agent");
		}
		if (closed.sentence().contains("{{")) {
			fault(setting + ".closed.sentence", "can have no variables: no agent says it");
		}
		return closed.agent().isBlank() ? new Entry.Closed(closed.sentence())
				: agent(setting + ".closed", closed.agent(), closed.greeting());
	}

	private Route.Callers callers(String setting, RouteDefinition.Callers written, Entry.Agent taken) {
		RouteDefinition.Vip vip = written.vip();
		boolean otherwise = !vip.agent().isBlank() || !vip.greeting().isBlank() || vip.always();
		if (otherwise == vip.numbers().isEmpty()) {
			fault(setting + ".vip", "needs numbers, and at least one of agent, greeting and always");
		}
		Entry.Agent special = agent(setting + ".vip", vip.agent(), vip.greeting());
		boolean sameAgent = vip.agent().isBlank() || vip.agent().strip().equals(taken.name());
		String greeting = (special.greeting().isEmpty() && sameAgent) ? taken.greeting() : special.greeting();
		return new Route.Callers(list(setting + ".block", written.block()),
				written.withheld() == RouteDefinition.Withheld.ANSWER, list(setting + ".vip.numbers", vip.numbers()),
				new Entry.Agent(special.name().isEmpty() ? taken.name() : special.name(), greeting), vip.always());
	}

	private NumberList list(String setting, List<String> entries) {
		for (int at = 0; at < entries.size(); at++) {
			if (!NumberList.isEntry(entries.get(at))) {
				fault(setting + "[" + at + "]",
						"is not a number in E.164 form, such as +12025550123, or the beginning of one, such as +1900*");
			}
		}
		return entries.isEmpty() ? NumberList.EMPTY : new NumberList(entries);
	}

	private Entry.Agent agent(String setting, String name, String greeting) {
		if (!name.isBlank()) {
			this.references.add(new Reference(setting + ".agent", name.strip()));
		}
		return new Entry.Agent(name.strip(), greeting.strip());
	}

	private void fault(String setting, String problem) {
		this.faults.add(new AgentFault(setting, problem));
	}

	/**
	 * What was read.
	 *
	 * @param agents who must be there
	 */
	record Reading(Routes routes, List<Reference> agents) {
	}

	/** A setting that names an agent. */
	record Reference(String setting, String agent) {
	}

}
