package io.trunkline.telephony.twilio;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.trunkline.secret.Secret;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Twilio's {@code X-Twilio-Signature} says: whoever made the request knows an auth
 * token, and the request is for this URL and has these parameters.
 *
 * @param tokens each of which counts, the most likely one first
 */
record TwilioSignature(List<Secret> tokens) {

	static final String HEADER = "X-Twilio-Signature";

	private static final Pattern AUTHORITY = Pattern
		.compile("(?<scheme>[a-z]+)://(?<host>[^/?#]*?)(?::(?<port>\\d+))?" + "(?<rest>[/?#].*)?");

	/** Of a body that is no form; the URL, which is signed, holds its digest. */
	private static final Pattern BODY_DIGEST = Pattern.compile("[?&]bodySHA256=([0-9a-f]{64})(?:&|$)");

	/** Whether there is a token to check with. */
	boolean isConfigured() {
		return !this.tokens.isEmpty();
	}

	/**
	 * Whether a webhook is Twilio's.
	 * @param url as Twilio knows it, query included, never encoded anew
	 */
	boolean admits(String url, byte[] body, String signature) {
		Matcher digest = BODY_DIGEST.matcher(url);
		if (!digest.find()) {
			return signed(withPorts(url), WebhookForm.read(body), signature);
		}
		byte[] expected = HexFormat.of().parseHex(digest.group(1));
		return MessageDigest.isEqual(expected, sha256(body)) && signed(withPorts(url), WebhookForm.EMPTY, signature);
	}

	/**
	 * Whether a WebSocket's handshake is Twilio's. It signs the URL of the TwiML, whose
	 * scheme is {@code wss}, perhaps with a slash at the end.
	 * @param url of the WebSocket
	 */
	boolean admitsUpgrade(String url, String signature) {
		String same = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
		Set<String> urls = new LinkedHashSet<>();
		for (String end : List.of("", "/")) {
			urls.addAll(withPorts(same + end));
			urls.addAll(withPorts(same.replaceFirst("^ws", "http") + end));
		}
		return signed(urls, WebhookForm.EMPTY, signature);
	}

	/** Goes through all there is, so that the time taken tells nothing. */
	private boolean signed(Set<String> urls, WebhookForm form, String signature) {
		byte[] said = signature.getBytes(StandardCharsets.UTF_8);
		boolean same = false;
		for (Secret token : this.tokens) {
			for (String url : urls) {
				same |= MessageDigest.isEqual(said, sign(token, url, form).getBytes(StandardCharsets.UTF_8));
			}
		}
		return same;
	}

	/** The signature of a request. */
	static String sign(Secret token, String url, WebhookForm form) {
		SortedMap<String, SortedSet<String>> sorted = new TreeMap<>();
		form.parameters()
			.forEach((parameter) -> sorted.computeIfAbsent(parameter.name(), (_) -> new TreeSet<>())
				.add(parameter.value()));
		StringBuilder data = new StringBuilder(url);
		for (Map.Entry<String, SortedSet<String>> parameter : sorted.entrySet()) {
			parameter.getValue().forEach((value) -> data.append(parameter.getKey()).append(value));
		}
		try {
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(token.value().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
			return Base64.getEncoder().encodeToString(mac.doFinal(data.toString().getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java platform has HMAC-SHA1", ex);
		}
	}

	/**
	 * The URL as it is, without its port, and with the usual one of its scheme. A port
	 * that is not the usual one is part of the address.
	 */
	private static Set<String> withPorts(String url) {
		Matcher parts = AUTHORITY.matcher(url);
		if (!parts.matches()) {
			return Set.of(url);
		}
		String usual = parts.group("scheme").matches("https|wss") ? "443" : "80";
		String port = parts.group("port");
		List<String> urls = new ArrayList<>(List.of(url));
		if (port == null || port.equals(usual)) {
			String bare = parts.group("scheme") + "://" + parts.group("host");
			String rest = (parts.group("rest") != null) ? parts.group("rest") : "";
			urls.add(bare + rest);
			urls.add(bare + ":" + usual + rest);
		}
		return new LinkedHashSet<>(urls);
	}

	private static byte[] sha256(byte[] body) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(body);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
