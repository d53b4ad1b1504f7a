package io.trunkline.telephony.socket;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.Switchboard.AdmittedCall;
import io.trunkline.telephony.socket.MediaMeters.SecurityEvent;
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
 * Lets a carrier's media sockets in, each for the one call that its token stands for, and
 * refuses the rest before the upgrade. Its path holds the token, so that no failure may
 * leave here: whoever handles it would log the path.
 */
public final class MediaDoor implements WebHandler {

	/** The path's variable, which holds the token. */
	public static final String TOKEN_VARIABLE = "token";

	private static final Logger log = LoggerFactory.getLogger(MediaDoor.class);

	private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

	private static final Duration ADMISSION = Duration.ofSeconds(2);

	private final Switchboard switchboard;

	private final Carrier carrier;

	private final MediaUpgrade upgrade;

	private final MeterRegistry meters;

	public MediaDoor(Switchboard switchboard, Carrier carrier, MediaLimits limits, MeterRegistry meters) {
		this.switchboard = switchboard;
		this.carrier = carrier;
		this.upgrade = new MediaUpgrade(limits);
		this.meters = meters;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		String token = token(exchange);
		Refused refused = refusal(exchange.getRequest(), token);
		if (refused != null) {
			return refuse(exchange, refused);
		}
		return this.switchboard.admit(token)
			.timeout(ADMISSION)
			.flatMap((call) -> open(exchange, call).thenReturn(true))
			.switchIfEmpty(Mono.defer(() -> refuse(exchange, Refused.TOKEN)).thenReturn(false))
			.onErrorResume((failure) -> unavailable(exchange, failure).thenReturn(false))
			.then();
	}

	private static String token(ServerWebExchange exchange) {
		Map<String, String> variables = exchange.getAttributeOrDefault(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
				Map.of());
		return variables.getOrDefault(TOKEN_VARIABLE, "");
	}

	private @Nullable Refused refusal(ServerHttpRequest request, String token) {
		HttpHeaders headers = request.getHeaders();
		if (isForeign(headers.getOrigin(), headers.getFirst(HttpHeaders.HOST))) {
			return Refused.ORIGIN;
		}
		HttpStatus credentials = this.carrier.refusal(request).orElse(null);
		if (credentials != null) {
			return new Refused(credentials, SecurityEvent.MEDIA_CREDENTIALS);
		}
		if (!MediaUpgrade.isAskedFor(request)) {
			return Refused.NO_UPGRADE;
		}
		return TOKEN.matcher(token).matches() ? null : Refused.TOKEN;
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
					(socket) -> taken.compareAndSet(false, true) ? this.carrier.serve(socket, call) : Mono.empty())
			.doFinally(_ -> {
				if (taken.compareAndSet(false, true)) {
					call.abandon();
				}
			});
	}

	private Mono<Void> refuse(ServerWebExchange exchange, Refused refused) {
		if (refused.event() != null) {
			MediaMeters.security(refused.event()).count(this.meters);
		}
		exchange.getResponse().setStatusCode(refused.status());
		HttpHeaders headers = exchange.getResponse().getHeaders();
		if (refused.status() == HttpStatus.UNAUTHORIZED) {
			headers.set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"media\", charset=\"UTF-8\"");
		}
		else if (refused.status() == HttpStatus.UPGRADE_REQUIRED) {
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

	/** What is special about a carrier's media sockets. */
	public interface Carrier {

		/** With which status a request is refused whose credentials are wrong. */
		Optional<HttpStatus> refusal(ServerHttpRequest request);

		/**
		 * Serves a call on its socket.
		 * @return completes when the call has let go of everything; never fails
		 */
		Mono<Void> serve(MediaSocket socket, AdmittedCall call);

	}

	private record Refused(HttpStatus status, @Nullable SecurityEvent event) {

		static final Refused ORIGIN = new Refused(HttpStatus.FORBIDDEN, SecurityEvent.MEDIA_ORIGIN);

		static final Refused TOKEN = new Refused(HttpStatus.UNAUTHORIZED, SecurityEvent.MEDIA_TOKEN);

		static final Refused NO_UPGRADE = new Refused(HttpStatus.UPGRADE_REQUIRED, null);

	}

}
