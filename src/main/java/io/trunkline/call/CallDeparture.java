package io.trunkline.call;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.trunkline.agent.Agent;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.turn.Farewell;
import reactor.core.publisher.Mono;

/**
 * Has the carrier end or hand over a call. A number comes from configuration, never from
 * a model.
 */
final class CallDeparture {

	private final List<CallControl> controls;

	private final Optional<PhoneNumber> fallback;

	private final CallMeters meters;

	CallDeparture(List<CallControl> controls, Optional<PhoneNumber> fallback, CallMeters meters) {
		this.controls = controls;
		this.fallback = fallback;
		this.meters = meters;
	}

	/** Completes when the carrier did it; fails when it refused or took too long. */
	Mono<Void> leave(CallLeg leg, int stream, Agent agent, Farewell farewell) {
		CallControl control = controlOf(leg);
		return switch (farewell) {
			case Farewell.HangUp _ -> control.hangUp(leg);
			case Farewell.Transfer(String alias, String _) ->
				transfer(control, leg, stream, plan(Objects.requireNonNull(agent.destinations().get(alias))));
			case Farewell.Digits _ ->
				Mono.error(() -> new IllegalStateException("no media stream can be put in the place of this one"));
			case Farewell.PassOn _ ->
				this.fallback.map((number) -> transfer(control, leg, stream, TransferPlan.to(number)))
					.orElseGet(() -> control.hangUp(leg));
		};
	}

	/** Has a recording that the carrier began pause or go on. */
	Mono<Void> record(CallLeg leg, boolean on) {
		return Mono.defer(() -> controlOf(leg).record(leg, on));
	}

	private static TransferPlan plan(Agent.Destination destination) {
		List<Party> parties = destination.to()
			.stream()
			.<Party>map((party) -> party.startsWith("+") ? new Party.Phone(new PhoneNumber(party))
					: new Party.Sip(party, ""))
			.toList();
		return new TransferPlan(parties, destination.callerId(), destination.callerName(), destination.ring(),
				!destination.briefing().isEmpty());
	}

	private Mono<Void> transfer(CallControl control, CallLeg leg, int stream, TransferPlan plan) {
		return control.transfer(leg, stream, plan)
			.doOnSuccess((_) -> this.meters.transferred(true))
			.doOnError((_) -> this.meters.transferred(false));
	}

	private CallControl controlOf(CallLeg leg) {
		return this.controls.stream()
			.filter((control) -> control.carrier().equals(leg.carrier()))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("no control for carrier " + leg.carrier()));
	}

}
