package io.trunkline.admission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token of the right form: 32 random bytes in base64url without padding.
 *
 * @param value 43 characters; the last one carries four bits, so that each token has one
 * spelling only
 */
record Token(String value) {

	private static final int BYTES = 32;

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

	static Token mint(SecureRandom random) {
		byte[] bytes = new byte[BYTES];
		random.nextBytes(bytes);
		return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
	}

	/** What a stranger sent, if it can be a token at all. */
	static Optional<Token> parse(String text) {
		return FORM.matcher(text).matches() ? Optional.of(new Token(text)) : Optional.empty();
	}

	/** SHA-256 in hexadecimal: what may be stored, since no token can be made from it. */
	String hash() {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(sha256.digest(this.value.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "Token[hidden]";
	}

}
