package io.trunkline.records;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;

import io.trunkline.secret.Secret;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What records hold, and where they go.
 *
 * @param transcript whether they hold what was said, keyed and noted
 * @param numbers whether they hold the number of the person at the telephone in full
 * @param file the file that gets a line for each event; <code>{date}</code> in its name
 * is the day in UTC; empty for none
 * @param webhook the server that gets a POST for each event
 */
@ConfigurationProperties("trunkline.records")
record RecordsProperties(@DefaultValue("true") boolean transcript, @DefaultValue("full") Privacy.Numbers numbers,
		@DefaultValue("") String file, @DefaultValue Webhook webhook) {

	Privacy privacy() {
		return new Privacy(this.transcript, this.numbers);
	}

	/**
	 * A server that gets every event at least once.
	 *
	 * @param url https, or http on this machine; empty for none
	 * @param secret what events are signed with
	 * @param spool directory of this process alone, in which events wait
	 * @param maxEvents events in it at most
	 * @param maxSize their size at most
	 * @param timeout for one attempt, at most 60s
	 */
	record Webhook(@DefaultValue("") String url, @DefaultValue("") Secret secret, @DefaultValue("") String spool,
			@DefaultValue("10000") int maxEvents, @DefaultValue("256MB") DataSize maxSize,
			@DefaultValue("10s") Duration timeout) {

		private static final String PREFIX = "trunkline.records.webhook.";

		private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

		Webhook {
			if (!url.isBlank()) {
				require(isAddress(url), "url must be https, or http on this machine, without user or fragment");
				require(secret.isSet(), "secret is missing: receivers know by it that an event is genuine");
				require(!spool.isBlank(), "spool is missing: the directory in which events wait for their receiver");
				require(maxEvents >= 1, "max-events must be 1 or more");
				require(maxSize.toMegabytes() >= 1, "max-size must be 1MB or more");
				require(timeout.isPositive() && timeout.compareTo(Duration.ofSeconds(60)) <= 0,
						"timeout must be longer than 0 and at most 60s");
			}
		}

		private static void require(boolean met, String problem) {
			if (!met) {
				throw new IllegalArgumentException(PREFIX + problem);
			}
		}

		private static boolean isAddress(String text) {
			try {
				URI url = new URI(text.strip());
				String host = (url.getHost() != null) ? url.getHost() : "";
				boolean safe = "https".equals(url.getScheme())
						|| ("http".equals(url.getScheme()) && LOOPBACK.matcher(host).matches());
				return safe && !host.isEmpty() && url.getRawUserInfo() == null && url.getRawFragment() == null;
			}
			catch (URISyntaxException _) {
				return false;
			}
		}
	}

}
