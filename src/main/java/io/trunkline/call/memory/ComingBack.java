package io.trunkline.call.memory;

import io.trunkline.telephony.TransferResult;

/** What a model is told about a caller who is back, in words that it may pass on. */
public final class ComingBack {

	public static final String FROM_KEYS = "The keys were pressed. The other side may have reacted; go on.";

	private static final String SAY_SO = " The caller is back with you and has not been told. Say so kindly, "
			+ "and ask what else you can do; do not try the same at once.";

	private ComingBack() {
	}

	/** From a transfer with this result. */
	public static String from(TransferResult result) {
		return switch (result) {
			case BUSY -> "The transfer did not work: the line there is busy." + SAY_SO;
			case NO_ANSWER -> "The transfer did not work: nobody answered." + SAY_SO;
			case REJECTED -> "The transfer did not work: they cannot take the call now." + SAY_SO;
			case FAILED -> "The transfer did not work: they could not be reached." + SAY_SO;
			case TALKED -> "The caller has talked with them and is back with you. Ask what else you can do.";
		};
	}

}
