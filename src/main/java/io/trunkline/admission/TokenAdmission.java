package io.trunkline.admission;

import java.security.SecureRandom;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.admission.AdmissionMeters.Reason;
import io.trunkline.admission.AdmissionMeters.TokenEvent;
import reactor.core.publisher.Mono;

/** Makes, checks and counts tokens; {@link PendingCalls} keeps what they open. */
final class TokenAdmission implements Admission {

	private final SecureRandom random = new SecureRandom();

	private final PendingCalls pending;

	private final MeterRegistry meters;

	TokenAdmission(PendingCalls pending, MeterRegistry meters) {
		this.pending = pending;
		this.meters = meters;
	}

	@Override
	public Mono<String> issue(ExpectedCall call) {
		return Mono.fromSupplier(() -> Token.mint(this.random))
			.flatMap((token) -> this.pending.put(token.hash(), call).thenReturn(token.value()))
			.doOnNext((token) -> AdmissionMeters.tokens(TokenEvent.ISSUED).count(this.meters))
			.doOnError((failure) -> {
				AdmissionMeters.tokens(TokenEvent.FAILED).count(this.meters);
				AdmissionMeters.rejected(Reason.STORE).count(this.meters);
			});
	}

	@Override
	public Mono<ExpectedCall> redeem(String token) {
		return Mono.justOrEmpty(Token.parse(token))
			.flatMap((wellFormed) -> this.pending.take(wellFormed.hash()))
			.doOnSuccess((call) -> AdmissionMeters.tokens((call != null) ? TokenEvent.CONSUMED : TokenEvent.REJECTED)
				.count(this.meters))
			.doOnError((failure) -> AdmissionMeters.tokens(TokenEvent.FAILED).count(this.meters));
	}

	@Override
	public Mono<Void> revoke(String callId) {
		return this.pending.forget(callId);
	}

}
