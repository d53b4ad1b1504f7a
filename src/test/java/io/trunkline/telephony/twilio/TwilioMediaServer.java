package io.trunkline.telephony.twilio;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.MediaRoom;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.socket.MediaDoor;
import io.trunkline.telephony.socket.MediaLimits;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** Twilio's media door. */
final class TwilioMediaServer extends MediaRoom {

	TwilioMediaServer(MediaLimits limits) {
		super((context) -> context.registerBean(SimpleUrlHandlerMapping.class,
				() -> mapping(context.getBean(Switchboard.class), context.getBean(MeterRegistry.class), limits)));
	}

	private static SimpleUrlHandlerMapping mapping(Switchboard switchboard, MeterRegistry meters, MediaLimits limits) {
		TwilioSockets sockets = new TwilioSockets(switchboard, new TelephonyProperties(TwilioServer.PUBLIC_URL, ""),
				new TwilioSignature(List.of(TwilioServer.TOKEN)), meters);
		MediaDoor door = new MediaDoor(switchboard, sockets, limits, meters);
		return new SimpleUrlHandlerMapping(Map.of(TwilioSockets.PATH + "{token}", door), 0);
	}

}
