package io.trunkline.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom we call, and how fast.
 *
 * @param countries ISO 3166-1 codes of the countries whose numbers may be called; none
 * places no calls. Countries that share +1 are countries of their own
 * @param fromNumbers numbers besides the carrier's configured one that calls may show, in
 * E.164
 * @param callsPerSecond how many calls this pod has the carrier dial in a second, 0.1 to
 * 100
 * @param queue how many orders may wait for their turn, 1 to 10,000
 * @param maxWait how long an order may wait for its turn, 1s to 10m
 * @param busyWait how long an order waits for another call to end when the carrier allows
 * no more calls at once, 0s to 10m
 * @param answerWithin how long whoever places an order waits for the carrier's word, 0s
 * to 30s
 */
@ConfigurationProperties("trunkline.outbound")
record OutboundProperties(@DefaultValue( {
		"US", "CA" }) List<String> countries, @DefaultValue List<String> fromNumbers,
		@DefaultValue("1") double callsPerSecond, @DefaultValue("100") int queue, @DefaultValue("60s") Duration maxWait,
		@DefaultValue("30s") Duration busyWait, @DefaultValue("5s") Duration answerWithin){

	private static final String PREFIX = "trunkline.outbound.";

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

	OutboundProperties {
		countries = listed(countries).map((country) -> country.toUpperCase(Locale.ROOT)).distinct().toList();
		fromNumbers = listed(fromNumbers).distinct().toList();
		Set<String> known = PhoneNumberUtil.getInstance().getSupportedRegions();
		countries.stream().filter((country) -> !known.contains(country)).findFirst().ifPresent((unknown) -> {
			throw new IllegalArgumentException(PREFIX + "countries has " + unknown
					+ ", which is no country with telephone numbers: give ISO 3166-1 codes such as US or GB"
					+ (unknown.equals("FALSE") ? " (in YAML, Norway is \"NO\" in quotes)" : ""));
		});
		for (int at = 0; at < fromNumbers.size(); at++) {
			require(E164.matcher(fromNumbers.get(at)).matches(), "from-numbers[" + at + "]",
					"be a number in E.164 form such as +12025550123");
		}
		require(callsPerSecond >= 0.1 && callsPerSecond <= 100, "calls-per-second", "be from 0.1 to 100");
		require(queue >= 1 && queue <= 10_000, "queue", "be from 1 to 10000");
		requireWithin(maxWait, Duration.ofSeconds(1), Duration.ofMinutes(10), "max-wait", "be from 1s to 10m");
		requireWithin(busyWait, Duration.ZERO, Duration.ofMinutes(10), "busy-wait", "be from 0s to 10m");
		requireWithin(answerWithin, Duration.ZERO, Duration.ofSeconds(30), "answer-within", "be from 0s to 30s");
	}

	/** The time from one order to the next. */
	Duration interval() {
		return Duration.ofNanos(Math.round(1e9 / this.callsPerSecond));
	}

	/** A setting that is empty lists nothing. */
	private static Stream<String> listed(List<String> values) {
		return values.stream().map(String::strip).filter((value) -> !value.isEmpty());
	}

	private static void requireWithin(Duration value, Duration least, Duration most, String setting, String rule) {
		require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, setting, rule);
	}

	private static void require(boolean met, String setting, String rule) {
		if (!met) {
			throw new IllegalArgumentException(PREFIX + setting + " must " + rule);
		}
	}

	/** Without numbers, so that it can stand in a log. */
	@Override
	public String toString() {
		return "OutboundProperties[countries=" + this.countries + ", callsPerSecond=" + this.callsPerSecond + ", queue="
				+ this.queue + "]";
	}

}
