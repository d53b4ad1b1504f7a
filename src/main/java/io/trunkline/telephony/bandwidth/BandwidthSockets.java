package io.trunkline.telephony.bandwidth;

import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.audio.AudioFormat;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.socket.MediaDoor;
import io.trunkline.telephony.socket.MediaSocket;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Knows Bandwidth's media sockets by their credentials, and speaks to them. */
final class BandwidthSockets implements MediaDoor.Carrier {

	static final String PATH = "/media/bandwidth/";

	private final DestinationCredentials credentials;

	private final AudioFormat outbound;

	private final MeterRegistry meters;

	BandwidthSockets(MediaSettings settings, MeterRegistry meters) {
		this.credentials = new DestinationCredentials(settings.username(), settings.password());
		this.outbound = settings.outbound();
		this.meters = meters;
	}

	@Override
	public Optional<HttpStatus> refusal(ServerHttpRequest request) {
		boolean admitted = this.credentials.admit(request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION));
		return admitted ? Optional.empty() : Optional.of(HttpStatus.UNAUTHORIZED);
	}

	@Override
	public Mono<Void> serve(MediaSocket socket, AdmittedCall call) {
		return new BandwidthMediaStream(socket, call, this.outbound, this.meters).serve();
	}

}
