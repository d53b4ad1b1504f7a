package io.trunkline.call;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.trunkline.agent.Agent;
import io.trunkline.call.progress.Fact;
import io.trunkline.call.progress.Progress;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.turn.Farewell;
import io.trunkline.turn.Outcome;
import reactor.core.publisher.Mono;

/**
 * Has the carrier end or hand over a call. A number comes from configuration, never from
 * a model.
 */
final class CallDeparture {

	private final List<CallControl> controls;

	private final Optional<PhoneNumber> fallback;

	private final CallMeters meters;

	private final Whereabouts whereabouts;

	CallDeparture(List<CallControl> controls, Optional<PhoneNumber> fallback, CallMeters meters) {
		this(controls, fallback, meters, new Untold());
	}

	private CallDeparture(List<CallControl> controls, Optional<PhoneNumber> fallback, CallMeters meters,
			Whereabouts whereabouts) {
		this.controls = controls;
		this.fallback = fallback;
		this.meters = meters;
		this.whereabouts = whereabouts;
	}

	/** The same for one call, which is told where its caller is about to go. */
	CallDeparture telling(Whereabouts call) {
		return new CallDeparture(this.controls, this.fallback, this.meters, call);
	}

	/** Completes when the carrier did it; fails when it refused or took too long. */
	Mono<Void> leave(CallLeg leg, int stream, Agent agent, Farewell farewell) {
		return switch (farewell) {
			case Farewell.HangUp _ -> hangUp(leg);
			case Farewell.Transfer(String alias, String _) ->
				transfer(leg, stream, alias, Objects.requireNonNull(agent.destinations().get(alias)));
			case Farewell.Digits(String digits, String _) -> press(leg, stream, digits);
			case Farewell.PassOn(Outcome outcome) ->
				this.fallback.map((number) -> passOn(leg, stream, number, outcome)).orElseGet(() -> hangUp(leg));
		};
	}

	/** Ends a call that has no media stream, or takes its leave. */
	Mono<Void> hangUp(CallLeg leg) {
		return controlOf(leg).hangUp(leg);
	}

	/** Has a recording that the carrier began pause or go on. */
	Mono<Void> record(CallLeg leg, boolean on) {
		return Mono.defer(() -> controlOf(leg).record(leg, on));
	}

	/**
	 * Has the carrier press keys, for which it takes the media stream away and opens
	 * another.
	 */
	Mono<Void> press(CallLeg leg, int stream, String digits) {
		return this.whereabouts.nextStream(stream, digits)
			.flatMap((next) -> controlOf(leg).restream(leg, stream, next))
			.doOnError((_) -> this.whereabouts.take(new Fact.RestreamRefused(stream)));
	}

	private Mono<Void> transfer(CallLeg leg, int stream, String alias, Agent.Destination destination) {
		this.whereabouts.take(new Fact.TransferAsked(stream, alias, destination.ring(), Outcome.TRANSFERRED));
		return transfer(leg, stream, plan(destination));
	}

	private Mono<Void> passOn(CallLeg leg, int stream, PhoneNumber number, Outcome outcome) {
		this.whereabouts.take(new Fact.TransferAsked(stream, Progress.FALLBACK, TransferPlan.RING, outcome));
		return transfer(leg, stream, TransferPlan.to(number));
	}

	private Mono<Void> transfer(CallLeg leg, int stream, TransferPlan plan) {
		return controlOf(leg).transfer(leg, stream, plan)
			.doOnSuccess((_) -> this.meters.transferred(true))
			.doOnError((cause) -> {
				this.meters.transferred(false);
				this.whereabouts.take(new Fact.TransferRefused(stream, isCertain(cause)));
			});
	}

	private static TransferPlan plan(Agent.Destination destination) {
		List<Party> parties = destination.to()
			.stream()
			.<Party>map((party) -> party.startsWith("+") ? new Party.Phone(new PhoneNumber(party))
					: new Party.Sip(party, destination.userToUser()))
			.toList();
		return new TransferPlan(parties, destination.callerId(), destination.callerName(), destination.ring(),
				!destination.briefing().isBlank());
	}

	private static boolean isCertain(Throwable cause) {
		return !(cause instanceof TelephonyException failure) || switch (failure.kind()) {
			case BUSY, UNAUTHORIZED, GONE, REJECTED -> true;
			case RETRYABLE, UNCERTAIN -> false;
		};
	}

	private CallControl controlOf(CallLeg leg) {
		return this.controls.stream()
			.filter((control) -> control.carrier().equals(leg.carrier()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("no control for carrier " + leg.carrier()));
	}

	/**
	 * Is told where a caller is about to go, before the carrier is asked: what the
	 * carrier tells of it may come before its reply.
	 */
	interface Whereabouts {

		/** What the carrier is about to be asked, or has refused. */
		void take(Fact fact);

		/** Makes everything ready for the stream that is to come after this one. */
		Mono<Answer.Connect> nextStream(int stream, String digits);

	}

	/** For a call that nobody follows. */
	private static final class Untold implements Whereabouts {

		@Override
		public void take(Fact fact) {
		}

		@Override
		public Mono<Answer.Connect> nextStream(int stream, String digits) {
			return Mono.error(() -> new IllegalStateException("there is no other stream for a call without a life"));
		}

	}

}
