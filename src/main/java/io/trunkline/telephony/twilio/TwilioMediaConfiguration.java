package io.trunkline.telephony.twilio;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.LineFormat;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.socket.MediaDoor;
import io.trunkline.telephony.socket.MediaLimits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** Joins Twilio's media socket. */
@Configuration(proxyBeanMethods = false)
class TwilioMediaConfiguration {

	/** A start frame brings the call's parameters along; all others are short. */
	private static final int LONGEST_FRAME = 48 * 1024;

	@Bean
	LineFormat twilioLineFormat() {
		return new LineFormat(TwilioEventReader.CARRIER, AudioFormat.TELEPHONE);
	}

	@Bean
	MediaDoor twilioMediaDoor(Switchboard switchboard, TwilioProperties twilio, TelephonyProperties telephony,
			MeterRegistry meters) {
		TwilioSockets sockets = new TwilioSockets(switchboard, telephony, new TwilioSignature(twilio.authToken()),
				meters);
		return new MediaDoor(switchboard, sockets, MediaLimits.DEFAULT.withFrames(LONGEST_FRAME), meters);
	}

	/** Twilio may add a slash. */
	@Bean
	SimpleUrlHandlerMapping twilioMediaMapping(MediaDoor twilioMediaDoor) {
		String path = TwilioSockets.PATH + "{" + MediaDoor.TOKEN_VARIABLE + "}";
		return new SimpleUrlHandlerMapping(Map.of(path, twilioMediaDoor, path + "/", twilioMediaDoor), 0);
	}

}
