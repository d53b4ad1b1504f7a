package io.trunkline.telephony.bandwidth;

import io.trunkline.audio.LineFormat;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.bandwidth.voice.CallOrders;
import io.trunkline.telephony.bandwidth.voice.VoiceApi;
import io.trunkline.telephony.bandwidth.voice.VoiceApiSettings;
import io.trunkline.telephony.socket.MediaLimits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives media socket and Voice API what the account's settings say. */
@Configuration(proxyBeanMethods = false)
class BandwidthConfiguration {

	/** A start frame brings the call's parameters along; all others are short. */
	private static final int LONGEST_FRAME = 48 * 1024;

	@Bean
	MediaSettings bandwidthMediaSettings(BandwidthProperties bandwidth) {
		return new MediaSettings(bandwidth.webhookUsername(), bandwidth.webhookPassword(), bandwidth.outbound(),
				MediaLimits.DEFAULT.withFrames(LONGEST_FRAME));
	}

	@Bean
	LineFormat bandwidthLineFormat(BandwidthProperties bandwidth) {
		return new LineFormat(BandwidthCallControl.CARRIER, bandwidth.outbound());
	}

	@Bean
	VoiceApiSettings bandwidthVoiceApiSettings(BandwidthProperties bandwidth) {
		return new VoiceApiSettings(bandwidth.voiceUrl(), bandwidth.tokenUrl(), bandwidth.clientId(),
				bandwidth.clientSecret());
	}

	@Bean
	BandwidthCallControl bandwidthCallControl(VoiceApi api, BandwidthProperties bandwidth,
			TelephonyProperties telephony) {
		return new BandwidthCallControl(api, new BandwidthAnswers(bandwidth, telephony), bandwidth.autoHangUp());
	}

	@Bean
	BandwidthDialler bandwidthDialler(CallOrders orders, BandwidthProperties bandwidth, TelephonyProperties telephony) {
		return new BandwidthDialler(orders, bandwidth, telephony);
	}

}
