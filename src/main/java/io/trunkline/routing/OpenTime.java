package io.trunkline.routing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hours of some days of the week.
 *
 * @param days on which they begin
 * @param from when they begin
 * @param to when they end; not later than {@code from} is on the next day
 */
record OpenTime(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

	private static final Pattern FORM = Pattern
		.compile("(?<days>[a-z][a-z, -]*?)[, ]+(?<from>[0-9]{1,2}:[0-9]{2}) ?- ?(?<to>[0-9]{1,2}:[0-9]{2})");

	private static final int SHORT = 3;

	/**
	 * Reads such as {@code mon-fri 09:00-17:00}, {@code sat, sun 10:00-14:00},
	 * {@code fri 22:00-06:00} or {@code daily 00:00-24:00}.
	 * @return empty when it is none
	 */
	static Optional<OpenTime> parse(String text) {
		Matcher parts = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
		if (!parts.matches()) {
			return Optional.empty();
		}
		Optional<LocalTime> from = time(parts.group("from"), false);
		Optional<LocalTime> to = time(parts.group("to"), true);
		Set<DayOfWeek> days = days(parts.group("days"));
		boolean whole = from.isPresent() && to.isPresent() && !days.isEmpty();
		boolean nothing = from.equals(to) && !parts.group("to").equals("24:00");
		return (whole && !nothing) ? Optional.of(new OpenTime(days, from.get(), to.get())) : Optional.empty();
	}

	/**
	 * Whether the hours that begin on this day go on at this moment. They are one stretch
	 * of time also when clocks change: what begins or ends in an hour that is skipped
	 * does so later by as much, and an hour that comes twice counts twice.
	 */
	boolean contains(Instant now, LocalDate day, ZoneId zone) {
		if (!this.days.contains(day.getDayOfWeek())) {
			return false;
		}
		LocalDate last = this.to.isAfter(this.from) ? day : day.plusDays(1);
		Instant begin = day.atTime(this.from).atZone(zone).toInstant();
		Instant end = last.atTime(this.to).atZone(zone).withLaterOffsetAtOverlap().toInstant();
		return !now.isBefore(begin) && now.isBefore(end);
	}

	private static Optional<LocalTime> time(String text, boolean end) {
		if (end && text.equals("24:00")) {
			return Optional.of(LocalTime.MIDNIGHT);
		}
		String[] parts = text.split(":");
		int hour = Integer.parseInt(parts[0]);
		int minute = Integer.parseInt(parts[1]);
		return (hour < 24 && minute < 60) ? Optional.of(LocalTime.of(hour, minute)) : Optional.empty();
	}

	/** No days when one of them is none. */
	private static Set<DayOfWeek> days(String text) {
		Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
		for (String part : text.replaceAll(" ?- ?", "-").split("[, ]+")) {
			List<DayOfWeek> meant = part.equals("daily") ? List.of(DayOfWeek.values()) : range(part.split("-", -1));
			if (meant.isEmpty()) {
				return Set.of();
			}
			days.addAll(meant);
		}
		return days;
	}

	private static List<DayOfWeek> range(String[] ends) {
		Optional<DayOfWeek> first = day(ends[0]);
		Optional<DayOfWeek> last = day(ends[ends.length - 1]);
		if (first.isEmpty() || last.isEmpty() || ends.length > 2) {
			return List.of();
		}
		int length = Math.floorMod(last.get().getValue() - first.get().getValue(), 7) + 1;
		return Stream.iterate(first.get(), (day) -> day.plus(1)).limit(length).toList();
	}

	private static Optional<DayOfWeek> day(String name) {
		return Stream.of(DayOfWeek.values())
			.filter((day) -> name.equalsIgnoreCase(day.name()) || name.equalsIgnoreCase(day.name().substring(0, SHORT)))
			.findFirst();
	}

}
