package io.trunkline.telephony.bandwidth;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.trunkline.audio.LineFormat;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.socket.MediaLimits;

/** Gives media socket and Voice API what the account's settings say. */
@Configuration(proxyBeanMethods = false)
class BandwidthConfiguration {

	@Bean
	MediaSettings bandwidthMediaSettings(BandwidthProperties bandwidth) {
		return new MediaSettings(bandwidth.webhookUsername(), bandwidth.webhookPassword(), bandwidth.outbound(),
				MediaLimits.DEFAULT);
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
		return new BandwidthCallControl(api, BandwidthCallback.of(bandwidth, telephony), bandwidth.autoHangUp());
	}

}
