package io.trunkline.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom we call, and how fast.
 *
 * @param countries ISO 3166-1 codes of the countries whose numbers may be called; none
 * places no calls. Countries that share +1 are countries of their own
 * @param fromNumbers numbers besides its configured one that calls may show, in E.164;
 * they belong to the carrier of agents that name none
 * @param callsPerSecond how many calls this pod has each carrier dial in a second, 0.1 to
 * 100
 * @param queue how many orders may wait for their turn at each carrier, 1 to 10,000
 * @param maxWait how long an order may wait for its turn, 1s to 10m
 * @param busyWait how long an order waits for another call to end when the carrier allows
 * no more calls at once, 0s to 10m
 * @param answerWithin how long whoever places an order waits for the carrier's word, 0s
 * to 30s
 * @param carrier the room of the carrier of agents that name none; empty takes the first
 * that has all it needs
 * @param carriers what is different for one carrier, by its room
 */
@ConfigurationProperties("trunkline.outbound")
record OutboundProperties(@DefaultValue( {
		"US", "CA" }) List<String> countries, @DefaultValue List<String> fromNumbers,
		@DefaultValue("1") double callsPerSecond, @DefaultValue("100") int queue, @DefaultValue("60s") Duration maxWait,
		@DefaultValue("30s") Duration busyWait, @DefaultValue("5s") Duration answerWithin,
		@DefaultValue("") String carrier, @DefaultValue Map<String, Carrier> carriers){

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
		requireNumbers(fromNumbers, "");
		requirePace(callsPerSecond, "");
		carrier = carrier.strip();
		carriers = Map.copyOf(carriers);
		carriers.forEach((name, own) -> {
			requireNumbers(own.fromNumbers(), "carriers." + name + ".");
			requirePace((own.callsPerSecond() != null) ? own.callsPerSecond() : 1, "carriers." + name + ".");
		});
		require(queue >= 1 && queue <= 10_000, "queue", "be from 1 to 10000");
		requireWithin(maxWait, Duration.ofSeconds(1), Duration.ofMinutes(10), "max-wait", "be from 1s to 10m");
		requireWithin(busyWait, Duration.ZERO, Duration.ofMinutes(10), "busy-wait", "be from 0s to 10m");
		requireWithin(answerWithin, Duration.ZERO, Duration.ofSeconds(30), "answer-within", "be from 0s to 30s");
	}

	/** The time from one order to the next at a carrier. */
	Duration interval(String carrier) {
		Double own = of(carrier).callsPerSecond();
		return Duration.ofNanos(Math.round(1e9 / ((own != null) ? own : this.callsPerSecond)));
	}

	/** What is different for a carrier. */
	Carrier of(String carrier) {
		return this.carriers.getOrDefault(carrier, Carrier.PLAIN);
	}

	private static void requireNumbers(List<String> numbers, String below) {
		for (int at = 0; at < numbers.size(); at++) {
			require(E164.matcher(numbers.get(at)).matches(), below + "from-numbers[" + at + "]",
					"be a number in E.164 form such as +12025550123");
		}
	}

	private static void requirePace(double callsPerSecond, String below) {
		require(callsPerSecond >= 0.1 && callsPerSecond <= 100, below + "calls-per-second", "be from 0.1 to 100");
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

	/**
	 * What is different for one carrier: its limits are those of an account, and so are
	 * its numbers.
	 *
	 * @param callsPerSecond how many calls this pod has it dial in a second; unset takes
	 * that of all
	 * @param fromNumbers numbers of its account that calls may show besides its
	 * configured one
	 */
	record Carrier(@Nullable Double callsPerSecond, @DefaultValue List<String> fromNumbers) {

		static final Carrier PLAIN = new Carrier(null, List.of());

		Carrier {
			fromNumbers = listed(fromNumbers).distinct().toList();
		}

		/** Without numbers. */
		@Override
		public String toString() {
			return "Carrier[callsPerSecond=" + this.callsPerSecond + "]";
		}

	}

	/** Without numbers, so that it can stand in a log. */
	@Override
	public String toString() {
		return "OutboundProperties[countries=" + this.countries + ", callsPerSecond=" + this.callsPerSecond + ", queue="
				+ this.queue + "]";
	}

}
