package io.trunkline.sandbox.bandwidth;

import java.net.URI;
import java.time.Duration;

import io.trunkline.sandbox.bandwidth.bxml.Credentials;

/**
 * The account at the carrier, and the application that it calls.
 *
 * @param accountId seven digits
 * @param applicationId a UUID
 * @param number the number that callers dial, E.164
 * @param webhookUrl where calls are announced and their end is told
 * @param webhookCredentials sent with both
 * @param client may fetch tokens for the Voice API
 * @param tokenLifetime how long a token is good for
 * @param webhookTimeout how long the application may take to answer a webhook
 * @param limits how many calls the account may order
 */
public record SandboxCarrierOptions(String accountId, String applicationId, String number, URI webhookUrl,
		Credentials webhookCredentials, Credentials client, Duration tokenLifetime, Duration webhookTimeout,
		CallLimits limits) {

	/** With tokens for an hour, webhooks of up to 15 s, and the vendor's limits. */
	public SandboxCarrierOptions(String accountId, String applicationId, String number, URI webhookUrl,
			Credentials webhookCredentials, Credentials client) {
		this(accountId, applicationId, number, webhookUrl, webhookCredentials, client, Duration.ofHours(1),
				Duration.ofSeconds(15), CallLimits.DEFAULTS);
	}

	/** The same with more or less patience for webhooks. */
	public SandboxCarrierOptions withWebhookTimeout(Duration timeout) {
		return new SandboxCarrierOptions(this.accountId, this.applicationId, this.number, this.webhookUrl,
				this.webhookCredentials, this.client, this.tokenLifetime, timeout, this.limits);
	}

	/** The same, and the account may order more or fewer calls. */
	public SandboxCarrierOptions withLimits(CallLimits limits) {
		return new SandboxCarrierOptions(this.accountId, this.applicationId, this.number, this.webhookUrl,
				this.webhookCredentials, this.client, this.tokenLifetime, this.webhookTimeout, limits);
	}

}
