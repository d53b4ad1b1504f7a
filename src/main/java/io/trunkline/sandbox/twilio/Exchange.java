package io.trunkline.sandbox.twilio;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import io.trunkline.sandbox.carrier.PhoneBook;
import io.trunkline.sandbox.voice.SandboxVoice;
import reactor.netty.http.client.HttpClient;

/**
 * What all calls of a carrier share.
 *
 * @param media makes a connection of its own for each media socket
 * @param book what happens when somebody is called, by number or SIP URI
 */
record Exchange(TwilioOptions options, SignedWebhooks webhooks, HttpClient media, SandboxVoice voice, PhoneBook book) {

	/** A new name of this kind: two letters and 32 digits. */
	static String newSid(String kind) {
		byte[] id = new byte[16];
		ThreadLocalRandom.current().nextBytes(id);
		return kind + HexFormat.of().formatHex(id);
	}

}
