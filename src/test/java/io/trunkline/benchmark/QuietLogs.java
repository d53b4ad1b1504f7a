package io.trunkline.benchmark;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Without Spring nobody tells the logs to be brief: a line per frame would be measured
 * too.
 */
final class QuietLogs {

	private QuietLogs() {
	}

	static void please() {
		((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
	}

}
