package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.bandwidth.BandwidthEvent.Asynchronous;
import io.trunkline.telephony.bandwidth.BandwidthEvent.Envelope;
import io.trunkline.telephony.bandwidth.BandwidthEvent.Synchronous;
import io.trunkline.telephony.bandwidth.BandwidthEventCodec.MalformedEventException;
import io.trunkline.telephony.webhook.Deliveries;
import io.trunkline.telephony.webhook.Refusal;
import io.trunkline.telephony.webhook.Refusal.RefusedException;
import io.trunkline.telephony.webhook.Replies;
import io.trunkline.telephony.webhook.RequestLoop;
import io.trunkline.telephony.webhook.WebhookBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Takes every call event of Bandwidth, already authenticated. An event that waits for a
 * document gets a valid one with status 200 whatever fails here, and in time; any other
 * event gets 204.
 */
final class BandwidthWebhook implements HandlerFunction<ServerResponse> {

	private static final Logger log = LoggerFactory.getLogger(BandwidthWebhook.class);

	private static final String UNKNOWN = BandwidthEventType.UNKNOWN.wireName();

	private final Switchboard switchboard;

	private final BandwidthAnswers answers;

	private final RungUp rungUp;

	private final Deliveries deliveries = new Deliveries();

	private final InstantSource clock;

	private final Replies replies;

	private final Duration bodyDeadline;

	private final Duration answerDeadline;

	/**
	 * Makes it.
	 * @param clock when something came, where Bandwidth does not say when it was
	 */
	BandwidthWebhook(BandwidthProperties properties, BandwidthAnswers answers, Switchboard switchboard,
			InstantSource clock, MeterRegistry meters) {
		this.switchboard = switchboard;
		this.answers = answers;
		this.rungUp = new RungUp(switchboard, answers);
		this.clock = clock;
		this.replies = new Replies("application/xml; charset=utf-8", meters);
		this.bodyDeadline = properties.bodyDeadline();
		this.answerDeadline = properties.answerDeadline();
	}

	@Override
	public Mono<ServerResponse> handle(ServerRequest request) {
		return WebhookBody.read(request.exchange().getRequest(), this.bodyDeadline)
			.map(BandwidthEventCodec::decode)
			.onErrorMap(MalformedEventException.class, (_) -> new RefusedException(Refusal.MALFORMED))
			.flatMap(this::reply)
			.onErrorResume(RefusedException.class, (ex) -> this.replies.refusal(ex.refusal(), UNKNOWN))
			.publishOn(RequestLoop.of(request));
	}

	/** Answers any method but POST. */
	Mono<ServerResponse> refuseMethod() {
		return this.replies.refusal(Refusal.METHOD_NOT_ALLOWED, UNKNOWN);
	}

	private Mono<ServerResponse> reply(BandwidthEvent event) {
		Envelope envelope = event.envelope();
		return switch (event) {
			case BandwidthEvent.Initiate _, BandwidthEvent.Answer _ when envelope.leg() == null ->
				this.replies.refusal(Refusal.MALFORMED, envelope.type().wireName());
			case Synchronous waiting ->
				document(waiting).flatMap((bxml) -> this.replies.document(bxml, envelope.type().wireName()));
			case Asynchronous told -> {
				tell(told);
				yield this.replies.acknowledgement(envelope.type().wireName());
			}
		};
	}

	/** Never fails and is never late. */
	private Mono<byte[]> document(Synchronous event) {
		return Mono.defer(() -> decide(event))
			.map(Bxml::write)
			.timeout(this.answerDeadline)
			.doOnError((failure) -> log.error("{}: fallback answer to {}", event.envelope().call(),
					event.envelope().type().wireName(), failure))
			.onErrorResume((_) -> Mono.fromSupplier(() -> fallback(event).write()));
	}

	/** For a caller; for somebody whom a transfer rang, the caller who waits for them. */
	private Bxml fallback(Synchronous event) {
		return isRungUp(event) ? this.rungUp.unanswered(event) : this.answers.fallback();
	}

	private static boolean isRungUp(Synchronous event) {
		return event.envelope().parentCallId() != null || event instanceof BandwidthEvent.TransferAnswer;
	}

	private Mono<Bxml> decide(Synchronous event) {
		tell(event);
		return switch (event) {
			case BandwidthEvent.Initiate _, BandwidthEvent.Answer _ -> ask(event, this.switchboard::offered);
			case BandwidthEvent.TransferAnswer picked -> this.rungUp.pickedUp(picked);
			case BandwidthEvent.Gather decided -> this.rungUp.decided(decided);
			case BandwidthEvent.TransferComplete over ->
				ask(event, (leg) -> this.switchboard.transferOver(leg, this.rungUp.result(leg, over.cause())));
			case BandwidthEvent.Redirect _ when !isRungUp(event) -> ask(event, this.switchboard::streamPassed);
			case BandwidthEvent.Redirect _, BandwidthEvent.RecordComplete _, BandwidthEvent.Unsolicited _ ->
				Mono.just(isRungUp(event) ? BxmlDocuments.carryOn() : this.answers.fallback());
		};
	}

	private Mono<Bxml> ask(Synchronous event, Function<CallLeg, Mono<Answer>> question) {
		CallLeg leg = event.envelope().leg();
		if (leg == null) {
			return Mono.error(() -> new IllegalStateException("the event does not say which call it is of"));
		}
		return question.apply(leg)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("the switchboard gave no answer")))
			.map(this.answers::of);
	}

	/** Hands on what is news, once. That this fails is no concern of Bandwidth's. */
	private void tell(BandwidthEvent event) {
		if (!this.deliveries.isFirst(event.envelope().delivery())) {
			return;
		}
		log(event);
		try {
			BandwidthNotices.concerned(event)
				.ifPresent((leg) -> BandwidthNotices.notice(event, this.clock.instant())
					.ifPresent((notice) -> this.switchboard.notice(leg, notice)));
		}
		catch (RuntimeException ex) {
			log.error("{}: nobody took notice of {}", event.envelope().call(), event.envelope().type().wireName(), ex);
		}
	}

	private static void log(BandwidthEvent event) {
		switch (event) {
			case BandwidthEvent.Dtmf dtmf -> log.debug("{}: dtmf", dtmf.envelope().call());
			case BandwidthEvent.Unrecognised unknown ->
				log.info("{}: unknown event {}", unknown.envelope().call(), unknown.eventType());
			default -> log.info("{}: {}", event.envelope().call(), event.envelope().type().wireName());
		}
	}

}
