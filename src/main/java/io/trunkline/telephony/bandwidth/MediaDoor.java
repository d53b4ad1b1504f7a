package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.audio.AudioFormat;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.bandwidth.MediaMeters.SecurityEvent;
import io.trunkline.telephony.socket.MediaUpgrade;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * Lets Bandwidth's media sockets in, each for the one call that its token stands for, and
 * refuses the rest before the upgrade. Its path holds the token, so that no failure may
 * leave here: whoever handles it would log the path.
 */
final class MediaDoor implements WebHandler {

	/** With a variable, {@code token}. */
	static final String PATH = "/media/bandwidth/{token}";

	private static final Logger log = LoggerFactory.getLogger(MediaDoor.class);

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

	private static final Duration ADMISSION = Duration.ofSeconds(2);

	private final Switchboard switchboard;

	private final DestinationCredentials credentials;

	private final MediaUpgrade upgrade;

	private final AudioFormat outbound;

	private final MeterRegistry meters;

	MediaDoor(Switchboard switchboard, MediaSettings settings, MeterRegistry meters) {
		this.switchboard = switchboard;
		this.credentials = new DestinationCredentials(settings.username(), settings.password());
		this.upgrade = new MediaUpgrade(settings.limits());
		this.outbound = settings.outbound();
		this.meters = meters;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		String token = token(exchange);
		Refusal refusal = refusal(exchange.getRequest(), token);
		if (refusal != null) {
			return refuse(exchange, refusal);
		}
		return this.switchboard.admit(token)
			.timeout(ADMISSION)
			.flatMap((call) -> open(exchange, call).thenReturn(true))
			.switchIfEmpty(Mono.defer(() -> refuse(exchange, Refusal.TOKEN)).thenReturn(false))
			.onErrorResume((failure) -> unavailable(exchange, failure).thenReturn(false))
			.then();
	}

	private static String token(ServerWebExchange exchange) {
		Map<String, String> variables = exchange.getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
				Map.of());
		return variables.getOrDefault("token", "");
	}

	private @Nullable Refusal refusal(ServerHttpRequest request, String token) {
		HttpHeaders headers = request.getHeaders();
		if (isForeign(headers.getOrigin(), headers.getFirst(HttpHeaders.HOST))) {
			return Refusal.ORIGIN;
		}
		if (!this.credentials.admit(headers.getOrEmpty(HttpHeaders.AUTHORIZATION))) {
			return Refusal.CREDENTIALS;
		}
		if (!MediaUpgrade.isAskedFor(request)) {
			return Refusal.NO_UPGRADE;
		}
		return TOKEN.matcher(token).matches() ? null : Refusal.TOKEN;
	}

	/**
	 * A page of another site gives itself away by its origin; WebSocket libraries of
	 * servers send none, or that of the very host they call.
	 */
	private static boolean isForeign(@Nullable String origin, @Nullable String host) {
		return origin != null && !origin.endsWith("://" + host);
	}

	/** The call goes to the stream, or back if there is no upgrade; never to both. */
	private Mono<Void> open(ServerWebExchange exchange, AdmittedCall call) {
		AtomicBoolean taken = new AtomicBoolean();
		return this.upgrade
			.open(exchange,
					(socket) -> taken.compareAndSet(false, true)
							? new BandwidthMediaStream(socket, call, this.outbound, this.meters).serve() : Mono.empty())
			.doFinally(_ -> {
				if (taken.compareAndSet(false, true)) {
					call.abandon();
				}
			});
	}

	private Mono<Void> refuse(ServerWebExchange exchange, Refusal refusal) {
		if (refusal.event != null) {
			MediaMeters.security(this.meters, refusal.event);
		}
		exchange.getResponse().setStatusCode(refusal.status);
		HttpHeaders headers = exchange.getResponse().getHeaders();
		if (refusal.status == HttpStatus.UNAUTHORIZED) {
			headers.set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"media\", charset=\"UTF-8\"");
		}
		else if (refusal.status == HttpStatus.UPGRADE_REQUIRED) {
			headers.set(HttpHeaders.UPGRADE, "websocket");
			headers.set("Sec-WebSocket-Version", "13");
		}
		return exchange.getResponse().setComplete();
	}

	private Mono<Void> unavailable(ServerWebExchange exchange, Throwable failure) {
		log.error("A media socket could not be opened: {}", failure.getClass().getName());
		exchange.getResponse().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
		return exchange.getResponse().setComplete();
	}

	private enum Refusal {

		ORIGIN(HttpStatus.FORBIDDEN, SecurityEvent.MEDIA_ORIGIN),
		CREDENTIALS(HttpStatus.UNAUTHORIZED, SecurityEvent.MEDIA_CREDENTIALS),
		TOKEN(HttpStatus.UNAUTHORIZED, SecurityEvent.MEDIA_TOKEN), NO_UPGRADE(HttpStatus.UPGRADE_REQUIRED, null);

		private final HttpStatus status;

		private final @Nullable SecurityEvent event;

		Refusal(HttpStatus status, @Nullable SecurityEvent event) {
			this.status = status;
			this.event = event;
		}

	}

}
