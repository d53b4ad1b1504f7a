package io.trunkline.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * When a number is served.
 *
 * @param zone whose days and clock these are
 * @param open times of the week
 * @param holidays days that are closed from midnight to midnight; hours that began the
 * evening before end there, and none that would begin on such a day do
 * @param yearly the same for every year
 */
record Hours(ZoneId zone, List<OpenTime> open, Set<LocalDate> holidays, Set<MonthDay> yearly) {

	/** Never closed. */
	static final Hours ALWAYS = new Hours(ZoneId.of("UTC"), List.of(OpenTime.parse("daily 00:00-24:00").orElseThrow()),
			Set.of(), Set.of());

	boolean isOpen(Instant now) {
		LocalDate today = now.atZone(this.zone).toLocalDate();
		return !isHoliday(today) && (begunOn(today, now) || begunOn(today.minusDays(1), now));
	}

	private boolean begunOn(LocalDate day, Instant now) {
		return !isHoliday(day) && this.open.stream().anyMatch((time) -> time.contains(now, day, this.zone));
	}

	private boolean isHoliday(LocalDate day) {
		return this.holidays.contains(day) || this.yearly.contains(MonthDay.from(day));
	}

}
