package io.trunkline.telephony.bandwidth;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.AudioFormat.Encoding;
import io.trunkline.secret.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the service needs to know of a Bandwidth account.
 *
 * @param accountId number of the account at Bandwidth
 * @param clientId OAuth client of the Voice API
 * @param clientSecret secret of that client
 * @param applicationId voice application that placed calls belong to
 * @param fromNumber E.164 number of the account that placed calls come from
 * @param webhookUsername user name that Bandwidth gives at the webhook and at the media
 * socket; without it every webhook is answered 503
 * @param webhookPassword password that goes with it
 * @param voiceUrl base address of the Voice API
 * @param tokenUrl where the client's credentials are exchanged for an access token
 * @param autoHangUp whether a call is hung up through the Voice API when the agent is
 * done with it
 * @param outboundEncoding how the sound that callers hear is sent
 * @param outboundSampleRate samples per second of PCM: 8000, 16000 or 24000; PCMU has
 * 8000 whatever stands here
 * @param answerDeadline longest wait for an answer to a call event before Bandwidth gets
 * the fallback, at most 3 s: meanwhile the caller hears nothing
 * @param bodyDeadline longest wait for the end of a webhook's body before the request is
 * refused with 408
 * @param detection how Bandwidth finds out who answers a call that we place, where an
 * agent wants to know
 */
@Validated
@ConfigurationProperties("trunkline.bandwidth")
public record BandwidthProperties(@DefaultValue("") String accountId, @DefaultValue("") String clientId,
		@DefaultValue("") Secret clientSecret, @DefaultValue("") String applicationId,
		@DefaultValue("") String fromNumber, @DefaultValue("") String webhookUsername,
		@DefaultValue("") Secret webhookPassword,
		@NotNull @DefaultValue("https://voice.bandwidth.com/api/v2") URI voiceUrl,
		@NotNull @DefaultValue("https://api.bandwidth.com/api/v1/oauth2/token") URI tokenUrl,
		@DefaultValue("true") boolean autoHangUp, @NotNull @DefaultValue("PCMU") OutboundEncoding outboundEncoding,
		@DefaultValue("8000") int outboundSampleRate,
		@DurationMin(millis = 1) @DurationMax(seconds = 3) @DefaultValue("2500ms") Duration answerDeadline,
		@DurationMin(millis = 1) @DurationMax(seconds = 60) @DefaultValue("10s") Duration bodyDeadline,
		@NotNull @Valid @DefaultValue Detection detection) {

	private static final Set<Integer> SAMPLE_RATES = Set.of(8000, 16000, 24000);

	public BandwidthProperties {
		if (!SAMPLE_RATES.contains(outboundSampleRate)) {
			throw new IllegalArgumentException("trunkline.bandwidth.outbound-sample-rate must be 8000, 16000 or 24000");
		}
		if (webhookUsername.indexOf(':') >= 0) {
			throw new IllegalArgumentException("trunkline.bandwidth.webhook-username (BANDWIDTH_WEBHOOK_USERNAME)"
					+ " must not contain a colon: Basic authentication cannot carry it");
		}
	}

	/** Whether Bandwidth can prove who it is. */
	boolean hasWebhookCredentials() {
		return !this.webhookUsername.isBlank() && this.webhookPassword.isSet();
	}

	/** Whether anybody has begun to set Bandwidth up. */
	boolean isBegun() {
		return this.clientSecret.isSet() || this.webhookPassword.isSet()
				|| !(this.accountId + this.clientId + this.applicationId + this.fromNumber + this.webhookUsername)
					.isBlank();
	}

	/** The format of what callers hear, on its way to Bandwidth. */
	AudioFormat outbound() {
		return switch (this.outboundEncoding) {
			case PCMU -> AudioFormat.TELEPHONE;
			case PCM -> new AudioFormat(Encoding.PCM16, this.outboundSampleRate);
		};
	}

	/** Encodings that Bandwidth plays. */
	enum OutboundEncoding {

		/** Mu-law, as the telephone line has it. */
		PCMU,
		/** Signed 16-bit little-endian, which Bandwidth converts at its edge. */
		PCM

	}

	/**
	 * How Bandwidth finds out who answers. It takes whole seconds; parts of one are
	 * rounded up.
	 *
	 * @param timeout longest time for all of it
	 * @param silence so long without a sound is silence
	 * @param speech who speaks for so long without a break is a machine
	 * @param speechEnd so long a break ends what is said
	 * @param delayResult whether a machine's greeting is heard to its end before the
	 * result comes
	 */
	public record Detection(@DurationMin(seconds = 1) @DurationMax(seconds = 60) @DefaultValue("15s") Duration timeout,
			@DurationMin(seconds = 1) @DurationMax(seconds = 60) @DefaultValue("10s") Duration silence,
			@DurationMin(seconds = 1) @DurationMax(seconds = 60) @DefaultValue("10s") Duration speech,
			@DurationMin(seconds = 1) @DurationMax(seconds = 60) @DefaultValue("5s") Duration speechEnd,
			@DefaultValue("false") boolean delayResult) {
	}

}
