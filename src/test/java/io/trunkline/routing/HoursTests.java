package io.trunkline.routing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HoursTests {

	private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

	@ParameterizedTest
	@CsvSource({ "2026-11-20T08:59:59.999,false", "2026-11-20T09:00,true", "2026-11-20T16:59:59.999,true",
			"2026-11-20T17:00,false", "2026-11-21T10:00,true", "2026-11-21T14:00,false", "2026-11-22T12:00,false" })
	void hoursBeginOnTheMinuteAndEndBeforeIt(String there, boolean open) {
		Hours hours = hours("mon-fri 09:00-17:00", "sat 10:00-14:00");
		assertThat(hours.isOpen(at(there))).isEqualTo(open);
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-20T21:59,false", "2026-11-20T22:00,true", "2026-11-20T23:59,true", "2026-11-21T00:00,true",
			"2026-11-21T05:59,true", "2026-11-21T06:00,false", "2026-11-21T22:00,false", "2026-11-20T05:00,false" })
	void hoursOverMidnightBelongToTheDayOnWhichTheyBegin(String there, boolean open) {
		assertThat(hours("fri 22:00-06:00").isOpen(at(there))).isEqualTo(open);
	}

	@ParameterizedTest
	@CsvSource({ "2026-12-24T23:59,true", "2026-12-25T00:00,false", "2026-12-25T23:00,false", "2026-12-26T05:00,false",
			"2026-12-26T22:00,true", "2027-01-01T12:00,false", "2028-01-01T12:00,false", "2027-12-25T12:00,true" })
	void holidayIsClosedFromMidnightToMidnightAndNothingBeginsOnIt(String there, boolean open) {
		List<OpenTime> night = times("daily 22:00-06:00", "daily 12:00-13:00");
		Hours hours = new Hours(NEW_YORK, night, Set.of(LocalDate.of(2026, 12, 25)), Set.of(MonthDay.of(1, 1)));
		assertThat(hours.isOpen(at(there))).isEqualTo(open);
	}

	@Test
	void otherZonesHaveOtherDays() {
		Instant mondayInSydney = Instant.parse("2026-11-22T22:30:00Z");
		assertThat(new Hours(ZoneId.of("Australia/Sydney"), times("mon 09:00-17:00"), Set.of(), Set.of())
			.isOpen(mondayInSydney)).isTrue();
		assertThat(hours("mon 09:00-17:00").isOpen(mondayInSydney)).isFalse();
	}

	@Test
	void dayOnWhichClocksGoForwardHasAnHourLess() {
		Hours hours = hours("sun 00:00-24:00");
		assertThat(lengthOf(hours, LocalDate.of(2026, 3, 8))).isEqualTo(Duration.ofHours(23));
		assertThat(hours("sun 01:00-04:00").isOpen(Instant.parse("2026-03-08T07:59:00Z"))).isTrue();
		assertThat(hours("sun 01:00-04:00").isOpen(Instant.parse("2026-03-08T08:00:00Z"))).isFalse();
	}

	@Test
	void hoursThatBeginInTheSkippedHourBeginLater() {
		Hours hours = hours("sun 02:30-05:00");
		assertThat(hours.isOpen(Instant.parse("2026-03-08T07:29:00Z"))).isFalse();
		assertThat(hours.isOpen(Instant.parse("2026-03-08T07:30:00Z"))).isTrue();
	}

	@Test
	void hourThatComesTwiceCountsTwice() {
		assertThat(lengthOf(hours("sun 00:00-24:00"), LocalDate.of(2026, 11, 1))).isEqualTo(Duration.ofHours(25));
		assertThat(lengthOf(hours("sun 00:30-01:30"), LocalDate.of(2026, 11, 1))).isEqualTo(Duration.ofHours(2));
		assertThat(lengthOf(hours("sun 01:30-02:30"), LocalDate.of(2026, 11, 1))).isEqualTo(Duration.ofHours(2));
		assertThat(lengthOf(hours("sat 22:00-06:00"), LocalDate.of(2026, 10, 31))).isEqualTo(Duration.ofHours(9));
	}

	@Test
	void whatIsNeverClosedIsOpenAtAnyTime() {
		SplittableRandom random = new SplittableRandom(7);
		for (int tries = 0; tries < 10_000; tries++) {
			assertThat(Hours.ALWAYS.isOpen(Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L)))).isTrue();
		}
	}

	/** Away from changes of clocks the local time alone says it. */
	@Test
	void hoursAreThoseOfTheLocalClockInAnyZone() {
		List<ZoneId> zones = Stream.of("America/New_York", "Asia/Kolkata", "Pacific/Apia", "Europe/Berlin", "UTC")
			.map(ZoneId::of)
			.toList();
		SplittableRandom random = new SplittableRandom(11);
		for (int tries = 0; tries < 20_000; tries++) {
			ZoneId zone = zones.get(random.nextInt(zones.size()));
			LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(60));
			LocalTime to = LocalTime.of(random.nextInt(24), random.nextInt(60));
			DayOfWeek day = DayOfWeek.of(random.nextInt(1, 8));
			ZonedDateTime now = Instant.ofEpochSecond(random.nextLong(1_780_000_000L, 1_790_000_000L)).atZone(zone);
			boolean night = !to.isAfter(from);
			LocalTime clock = now.toLocalTime();
			boolean today = now.getDayOfWeek() == day && !clock.isBefore(from) && (night || clock.isBefore(to));
			boolean yesterday = night && now.getDayOfWeek() == day.plus(1) && clock.isBefore(to);
			Hours hours = new Hours(zone, List.of(new OpenTime(Set.of(day), from, to)), Set.of(), Set.of());
			assertThat(hours.isOpen(now.toInstant())).as("%s %s-%s at %s", day, from, to, now)
				.isEqualTo(today || yesterday);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "mon-fri 09:00-17:00|5", "MONDAY 9:00-17:00|1", "sat, sun 10:00-14:00|2",
					"sat sun 10:00 - 14:00|2", "sat-mon 10:00-14:00|3", "mon - wed, fri 10:00-14:00|4",
					"daily 00:00-24:00|7", "mon-mon 10:00-14:00|1" })
	void daysAndHoursAreRead(String text, int days) {
		assertThat(OpenTime.parse(text)).get().extracting((time) -> time.days().size()).isEqualTo(days);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "mon", "09:00-17:00", "mon 09:00", "mon 09:00-", "mon 9-17", "mon 09:00-25:00",
			"mon 24:00-06:00", "mon 09:60-17:00", "mond 09:00-17:00", "mon-tue-wed 09:00-17:00", "mon- 09:00-17:00",
			"mon 09:00-09:00", "1020", "mon-fri 09:00-17:00 sat" })
	void whatIsNoDaysAndHoursIsNotRead(String text) {
		assertThat(OpenTime.parse(text)).isEmpty();
	}

	private static Duration lengthOf(Hours hours, LocalDate day) {
		Instant midnight = day.atStartOfDay(NEW_YORK).toInstant();
		return Duration.ofMinutes(Stream.iterate(midnight, (now) -> now.plusSeconds(60))
			.limit(40 * 60)
			.filter((now) -> hours.isOpen(now))
			.count());
	}

	private static Hours hours(String... open) {
		return new Hours(NEW_YORK, times(open), Set.of(), Set.of());
	}

	private static List<OpenTime> times(String... open) {
		return Stream.of(open).map((text) -> OpenTime.parse(text).orElseThrow()).toList();
	}

	private static Instant at(String there) {
		return java.time.LocalDateTime.parse(there).atZone(NEW_YORK).toInstant();
	}

}
