package io.trunkline.admission;

/**
 * The Redis of {@code trunkline.admission.redis-url} did not do what was asked, twice. It
 * may be back a moment later; running calls need not care.
 */
public final class SharedRedisException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	SharedRedisException(Throwable cause) {
		super("Redis failed or took too long, see trunkline.admission.redis-url (REDIS_URL): " + cause.getMessage(),
				cause);
	}

}
