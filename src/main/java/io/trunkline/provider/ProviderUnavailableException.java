package io.trunkline.provider;

/** A provider is not to be asked for now: it fails too often, or too many ask already. */
public final class ProviderUnavailableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ProviderUnavailableException(String message) {
		super(message, null, false, false);
	}

}
