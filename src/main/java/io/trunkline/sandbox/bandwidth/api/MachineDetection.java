package io.trunkline.sandbox.bandwidth.api;

import java.time.Duration;
import java.util.Set;

import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.caller.Callee.Recognition;
import org.jspecify.annotations.Nullable;

/**
 * How the carrier is to listen for a machine.
 *
 * @param sync whether the service is asked when the result is there, and not told later
 * @param timeout after which the carrier gives up
 * @param callback where the result is told, if anywhere
 */
public record MachineDetection(boolean sync, Duration timeout, @Nullable Callback callback) {

	private static final Set<String> KNOWN = Set.of("mode", "detectionTimeout", "silenceTimeout", "speechThreshold",
			"speechEndThreshold", "machineSpeechEndThreshold", "delayResult", "callbackUrl", "callbackMethod",
			"username", "password", "fallbackUrl", "fallbackMethod", "fallbackUsername", "fallbackPassword");

	/** Reads the field of a request. */
	static MachineDetection read(RequestFields fields) {
		fields.onlyKnow(KNOWN);
		boolean sync = fields.choice("mode", "async", Set.of("sync", "async")).equals("sync");
		for (String seconds : Set.of("silenceTimeout", "speechThreshold", "speechEndThreshold",
				"machineSpeechEndThreshold")) {
			fields.wholeSeconds(seconds, 10);
		}
		fields.flag("delayResult");
		fields.callback("fallbackUrl", "fallbackMethod", "fallbackUsername", "fallbackPassword");
		return new MachineDetection(sync, fields.wholeSeconds("detectionTimeout", 15),
				fields.callback("callbackUrl", "callbackMethod", "username", "password"));
	}

	/** What the carrier finds before it gives up. */
	public Recognition bounded(@Nullable Recognition recognised) {
		return (recognised != null && recognised.after().compareTo(this.timeout) <= 0) ? recognised
				: new Recognition("timeout", this.timeout);
	}

}
