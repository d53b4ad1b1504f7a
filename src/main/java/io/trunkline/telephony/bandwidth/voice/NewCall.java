package io.trunkline.telephony.bandwidth.voice;

import java.net.URI;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An order to place a call, as Bandwidth writes it.
 *
 * @param from an E.164 number of the account
 * @param to whom to call
 * @param applicationId the application that the number belongs to
 * @param answerUrl absolute; asked what to do when the call is answered
 * @param disconnectUrl absolute; told when the call is over, whether it was answered or
 * not
 * @param username what Bandwidth says at both
 * @param password the same
 * @param callTimeout seconds to ring, 1-300
 * @param callbackTimeout seconds to wait for an answer of ours, 1-25
 * @param tag comes back in each webhook of the call
 * @param machineDetection whether and how to find out who answers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewCall(String from, String to, String applicationId, URI answerUrl, URI disconnectUrl, String username,
		String password, long callTimeout, long callbackTimeout, String tag,
		@Nullable MachineDetection machineDetection) {

	/** Without numbers and passwords, so that it can stand in a log. */
	@Override
	public String toString() {
		return "NewCall[" + this.tag + "]";
	}

	/**
	 * How to find out who answers. All times are whole seconds: Bandwidth mistakes
	 * fractions.
	 *
	 * @param mode {@code sync} or {@code async}
	 * @param detectionTimeout for the whole of it
	 * @param silenceTimeout nobody made a sound for so long
	 * @param speechThreshold who speaks for so long without a break is a machine
	 * @param speechEndThreshold so much silence ends what is said
	 * @param delayResult whether a machine's greeting is heard to its end first
	 * @param callbackUrl told the result; only with {@code async}
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record MachineDetection(String mode, long detectionTimeout, long silenceTimeout, long speechThreshold,
			long speechEndThreshold, boolean delayResult, @Nullable URI callbackUrl, @Nullable String username,
			@Nullable String password) {

		@Override
		public String toString() {
			return "MachineDetection[" + this.mode + "]";
		}

	}

}
