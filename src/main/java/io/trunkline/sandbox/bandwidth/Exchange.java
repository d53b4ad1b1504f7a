package io.trunkline.sandbox.bandwidth;

import java.time.InstantSource;

import io.trunkline.sandbox.bandwidth.webhook.WebhookClient;
import io.trunkline.sandbox.carrier.PhoneBook;
import io.trunkline.sandbox.voice.SandboxVoice;
import reactor.netty.http.client.HttpClient;

/**
 * What all calls of a carrier share.
 *
 * @param book who can be called
 * @param sockets makes a new connection each time
 */
record Exchange(PhoneBook book, WebhookClient webhooks, HttpClient sockets, SandboxVoice voice, InstantSource clock) {
}
