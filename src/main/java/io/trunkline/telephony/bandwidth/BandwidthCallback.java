package io.trunkline.telephony.bandwidth;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import io.trunkline.secret.Secret;
import io.trunkline.telephony.TelephonyProperties;

/**
 * Where Bandwidth reports, and how it identifies itself there. Each verb needs its own
 * copy: Bandwidth does not hand credentials on from one verb to the next.
 *
 * @param url absolute, or only a path while the public address is not known
 */
record BandwidthCallback(URI url, String username, Secret password) {

	static final String PATH = "/webhooks/bandwidth";

	static BandwidthCallback of(BandwidthProperties bandwidth, TelephonyProperties telephony) {
		return new BandwidthCallback(telephony.url(PATH), bandwidth.webhookUsername(), bandwidth.webhookPassword());
	}

	/** The attributes of a verb that calls its URL by this name. */
	Map<String, String> as(String urlAttribute) {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put(urlAttribute, this.url.toString());
		attributes.put("username", this.username);
		attributes.put("password", this.password.value());
		return attributes;
	}

}
