package io.trunkline.api;

import java.time.Duration;
import java.util.Optional;

import io.trunkline.outbound.OutboundCalls;
import io.trunkline.outbound.OutboundRefusedException;
import io.trunkline.outbound.PlaceCall;
import reactor.core.publisher.Mono;

/** Places calls through the room that keeps the rules for them. */
final class OutboundPlacing implements CallPlacing {

	/** For refusals that do not say when to come back. */
	private static final Duration PAUSE = Duration.ofSeconds(5);

	private final OutboundCalls calls;

	OutboundPlacing(OutboundCalls calls) {
		this.calls = calls;
	}

	@Override
	public Mono<Placed> place(Order order) {
		PlaceCall wish = new PlaceCall(order.idempotencyKey().orElse(null), order.to(), order.agent(),
				order.variables(), order.from().orElse(null), order.ring().orElse(null), order.callback().orElse(null));
		return this.calls.place(wish)
			.map((placed) -> new Placed(placed.id(), placed.repeated()))
			.onErrorMap(OutboundRefusedException.class, OutboundPlacing::refusal);
	}

	private static PlacingRefusedException refusal(OutboundRefusedException refused) {
		Kind kind = switch (refused.kind()) {
			case UNKNOWN_AGENT, BAD_VARIABLES, BAD_KEY, BAD_TIMEOUT -> Kind.AGENT;
			case NOT_A_NUMBER, NUMBER_NOT_ALLOWED, CALLER_ID_NOT_ALLOWED -> Kind.NUMBER;
			case KEY_REUSED -> Kind.KEY_REUSED;
			case QUEUE_FULL, WAITED_TOO_LONG, CARRIER_BUSY -> Kind.TOO_MANY;
			case CARRIER_REFUSED -> Kind.CARRIER;
			case CARRIER_NOT_CONFIGURED, STORE_UNAVAILABLE, STOPPING -> Kind.UNAVAILABLE;
		};
		return new PlacingRefusedException(kind, String.valueOf(refused.getMessage()),
				refused.retryAfter().or(() -> (kind == Kind.TOO_MANY) ? Optional.of(PAUSE) : Optional.empty()));
	}

}
