package io.trunkline.telephony.bandwidth;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.socket.MediaDoor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** Joins Bandwidth's media socket. */
@Configuration(proxyBeanMethods = false)
class BandwidthMediaConfiguration {

	@Bean
	MediaDoor bandwidthMediaDoor(Switchboard switchboard, MediaSettings settings, MeterRegistry meters) {
		return new MediaDoor(switchboard, new BandwidthSockets(settings, meters), settings.limits(), meters);
	}

	@Bean
	SimpleUrlHandlerMapping bandwidthMediaMapping(MediaDoor bandwidthMediaDoor) {
		return new SimpleUrlHandlerMapping(
				Map.of(BandwidthSockets.PATH + "{" + MediaDoor.TOKEN_VARIABLE + "}", bandwidthMediaDoor), 0);
	}

}
