package io.trunkline.telephony;

import java.time.Duration;
import java.util.List;

/**
 * How a caller is connected with somebody else.
 *
 * @param to whom to ring, 1-8, all at once: the first to answer has the caller
 * @param callerId the number that is shown to them, in E.164; empty shows the caller's
 * @param callerName the name that is shown to them; empty shows none
 * @param ring how long to ring
 * @param briefed whether whoever answers is spoken to before being connected: the carrier
 * then asks {@link Switchboard#pickedUp}
 */
public record TransferPlan(List<Party> to, String callerId, String callerName, Duration ring, boolean briefed) {

	/** Unless something else is configured. */
	public static final Duration RING = Duration.ofSeconds(30);

	public TransferPlan {
		to = List.copyOf(to);
	}

	/** Rings one telephone and connects whoever answers. */
	public static TransferPlan to(PhoneNumber number) {
		return new TransferPlan(List.of(new Party.Phone(number)), "", "", RING, false);
	}

	/** Without names and numbers, so that it can stand in a log. */
	@Override
	public String toString() {
		return "TransferPlan[parties=" + this.to.size() + ", briefed=" + this.briefed + "]";
	}

}
