package io.trunkline.telephony.twilio;

import java.time.InstantSource;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.socket.MediaDoor;
import io.trunkline.telephony.socket.MediaSocket;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Knows Twilio's media sockets by their signature, and speaks to them. */
final class TwilioSockets implements MediaDoor.Carrier {

	static final String PATH = "/media/twilio/";

	private final Switchboard switchboard;

	private final TelephonyProperties telephony;

	private final TwilioSignature signature;

	private final MeterRegistry meters;

	TwilioSockets(Switchboard switchboard, TelephonyProperties telephony, TwilioSignature signature,
			MeterRegistry meters) {
		this.switchboard = switchboard;
		this.telephony = telephony;
		this.signature = signature;
		this.meters = meters;
	}

	@Override
	public Optional<HttpStatus> refusal(ServerHttpRequest request) {
		if (!this.signature.isConfigured() || !this.telephony.isReachable()) {
			return Optional.of(HttpStatus.SERVICE_UNAVAILABLE);
		}
		String said = request.getHeaders().getFirst(TwilioSignature.HEADER);
		String url = this.telephony.socketUrl(request.getURI().getRawPath()).toString();
		boolean admitted = said != null && this.signature.admitsUpgrade(url, said);
		return admitted ? Optional.empty() : Optional.of(HttpStatus.FORBIDDEN);
	}

	@Override
	public Mono<Void> serve(MediaSocket socket, AdmittedCall call) {
		return new TwilioMediaStream(socket, call, this.switchboard, InstantSource.system(), this.meters).serve();
	}

}
