package io.trunkline.telephony.twilio;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.webhook.Deliveries;
import io.trunkline.telephony.webhook.Refusal;
import io.trunkline.telephony.webhook.Refusal.RefusedException;
import io.trunkline.telephony.webhook.Replies;
import io.trunkline.telephony.webhook.RequestLoop;
import io.trunkline.telephony.webhook.WebhookBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Takes every webhook of Twilio. One that waits for a document gets a valid one with
 * status 200 whatever fails here, and in time, once its signature is right; any other
 * gets 204.
 */
final class TwilioWebhook implements HandlerFunction<ServerResponse> {

	/** Variables of the path. */
	static final String EVENT = "event";

	static final String TAG = "tag";

	/** The same for each attempt to deliver one event. */
	private static final String IDEMPOTENCY = "I-Twilio-Idempotency-Token";

	private static final String UNKNOWN = TwilioEventType.UNKNOWN.label();

	private static final Logger log = LoggerFactory.getLogger(TwilioWebhook.class);

	private final TelephonyProperties telephony;

	private final TwilioSignature signature;

	private final Switchboard switchboard;

	private final TwilioAnswers answers;

	private final RungUp rungUp;

	private final Deliveries deliveries = new Deliveries();

	private final Replies replies;

	private final Duration bodyDeadline;

	private final Duration answerDeadline;

	TwilioWebhook(TwilioProperties properties, TelephonyProperties telephony, Switchboard switchboard,
			MeterRegistry meters) {
		this.telephony = telephony;
		this.signature = new TwilioSignature(properties.authToken());
		this.switchboard = switchboard;
		this.answers = new TwilioAnswers(telephony);
		this.rungUp = new RungUp(switchboard, this.answers);
		this.replies = new Replies("text/xml; charset=utf-8", meters);
		this.bodyDeadline = properties.bodyDeadline();
		this.answerDeadline = properties.answerDeadline();
	}

	@Override
	public Mono<ServerResponse> handle(ServerRequest request) {
		return authenticated(request).flatMap((event) -> reply(event, request))
			.onErrorResume(RefusedException.class, (ex) -> this.replies.refusal(ex.refusal(), UNKNOWN))
			.publishOn(RequestLoop.of(request));
	}

	/** Answers any method but POST. */
	Mono<ServerResponse> refuseMethod() {
		return this.replies.refusal(Refusal.METHOD_NOT_ALLOWED, UNKNOWN);
	}

	private Mono<TwilioEvent> authenticated(ServerRequest request) {
		if (!this.signature.isConfigured() || !this.telephony.isReachable()) {
			return Mono.error(() -> new RefusedException(Refusal.NOT_CONFIGURED));
		}
		ServerHttpRequest http = request.exchange().getRequest();
		String said = http.getHeaders().getFirst(TwilioSignature.HEADER);
		if (said == null) {
			return Mono.error(() -> new RefusedException(Refusal.FORBIDDEN));
		}
		return WebhookBody.read(http, this.bodyDeadline)
			.filter((body) -> this.signature.admits(url(http), body, said))
			.switchIfEmpty(Mono.error(() -> new RefusedException(Refusal.FORBIDDEN)))
			.map((body) -> TwilioEventReader.read(type(request), variable(request, TAG),
					request.queryParam(TwilioCallback.CALLER).orElse(""), WebhookForm.read(body)));
	}

	/** As Twilio knows it; what the request says of its host counts for nothing. */
	private String url(ServerHttpRequest request) {
		String query = request.getURI().getRawQuery();
		return this.telephony.publicUrl() + request.getURI().getRawPath() + ((query != null) ? "?" + query : "");
	}

	private static TwilioEventType type(ServerRequest request) {
		return TwilioEventType.of(variable(request, EVENT));
	}

	private static String variable(ServerRequest request, String name) {
		return request.pathVariables().getOrDefault(name, "");
	}

	private Mono<ServerResponse> reply(TwilioEvent event, ServerRequest request) {
		tell(event, delivery(request));
		String label = event.type().label();
		return event.type().isAnswered() ? document(event).flatMap((twiml) -> this.replies.document(twiml, label))
				: this.replies.acknowledgement(label);
	}

	/** A retry that carries no token carries the same signature. */
	private static String delivery(ServerRequest request) {
		HttpHeaders headers = request.headers().asHttpHeaders();
		return Objects.requireNonNullElse(headers.getFirst(IDEMPOTENCY),
				String.valueOf(headers.getFirst(TwilioSignature.HEADER)));
	}

	/** Never fails and is never late. */
	private Mono<byte[]> document(TwilioEvent event) {
		return Mono.defer(() -> decide(event))
			.map(Twiml::write)
			.timeout(this.answerDeadline)
			.doOnError((failure) -> log.error("{}: fallback answer to {}", event.call(), event.type().label(), failure))
			.onErrorResume((_) -> Mono.fromSupplier(() -> fallback(event).write()));
	}

	/** For a caller; for somebody whom a transfer rang, the caller who waits for them. */
	private Twiml fallback(TwilioEvent event) {
		return switch (event.type()) {
			case PICKED_UP, DECIDED -> this.rungUp.unanswered(event);
			default -> this.answers.fallback(event.tag());
		};
	}

	private Mono<Twiml> decide(TwilioEvent event) {
		if (event.isOver()) {
			return Mono.fromSupplier(TwimlDocuments::hangUp);
		}
		return switch (event.type()) {
			case VOICE, ANSWER -> ask(event, this.switchboard::offered);
			case AFTER_STREAM -> ask(event, this.switchboard::streamPassed);
			case AFTER_DIAL -> ask(event, (leg) -> this.switchboard.transferOver(leg,
					this.rungUp.result(leg, event.form().get("DialCallStatus"))));
			case PICKED_UP, DECIDED -> this.rungUp.ask(event);
			case UNKNOWN, STATUS, STREAM, DETECTION, RECORDING ->
				Mono.fromSupplier(() -> this.answers.fallback(event.tag()));
		};
	}

	private Mono<Twiml> ask(TwilioEvent event, Function<CallLeg, Mono<Answer>> question) {
		CallLeg leg = event.leg();
		if (leg == null) {
			return Mono.error(() -> new IllegalStateException("the event does not say which call it is of"));
		}
		return question.apply(leg)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("the switchboard gave no answer")))
			.map((answer) -> this.answers.of(answer, event.tag()));
	}

	/** Hands on what is news, once. That this fails is no concern of Twilio's. */
	private void tell(TwilioEvent event, String delivery) {
		if (!this.deliveries.isFirst(delivery)) {
			return;
		}
		log.info("{}: {}", event.call(), event.type().label());
		CallLeg concerned = concerned(event);
		Optional<CarrierNotice> notice = TwilioNotices.notice(event);
		if (concerned == null || notice.isEmpty()) {
			return;
		}
		try {
			this.switchboard.notice(concerned, notice.get());
		}
		catch (RuntimeException ex) {
			log.error("{}: nobody took notice of {}", event.call(), event.type().label(), ex);
		}
	}

	/** The call that has to know. */
	private static @Nullable CallLeg concerned(TwilioEvent event) {
		return (event.caller() != null) ? event.caller() : event.leg();
	}

}
