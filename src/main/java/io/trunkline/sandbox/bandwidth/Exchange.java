package io.trunkline.sandbox.bandwidth;

import java.time.InstantSource;

import reactor.netty.http.client.HttpClient;

import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.webhook.WebhookClient;
import io.trunkline.sandbox.voice.SandboxVoice;

/**
 * What all calls of a carrier share.
 *
 * @param application where calls are announced and their end is told
 * @param sockets makes a new connection each time
 */
record Exchange(Callback application, WebhookClient webhooks, HttpClient sockets, SandboxVoice voice,
		InstantSource clock) {
}
