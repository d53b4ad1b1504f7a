package io.trunkline.telephony.bandwidth;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TransferResult;
import reactor.core.publisher.Mono;

/** Writes down what it is asked and told, and answers as the test wants. */
final class RecordingSwitchboard implements Switchboard {

	final List<CallLeg> offered = new CopyOnWriteArrayList<>();

	final List<CallLeg> passed = new CopyOnWriteArrayList<>();

	final List<Told> told = new CopyOnWriteArrayList<>();

	private volatile Supplier<Mono<Answer>> answer = Mono::empty;

	private volatile boolean deaf;

	/** Forgets everything and answers like this from now on. */
	void begin(Supplier<Mono<Answer>> answer) {
		this.offered.clear();
		this.passed.clear();
		this.told.clear();
		this.answer = answer;
		this.deaf = false;
	}

	/** Fails on notices from now on. */
	void goDeaf() {
		this.deaf = true;
	}

	boolean hasHeardNothing() {
		return this.offered.isEmpty() && this.passed.isEmpty() && this.told.isEmpty();
	}

	@Override
	public Mono<Answer> offered(CallLeg leg) {
		this.offered.add(leg);
		return this.answer.get();
	}

	@Override
	public Mono<Answer> streamPassed(CallLeg leg) {
		this.passed.add(leg);
		return this.answer.get();
	}

	@Override
	public Mono<AdmittedCall> admit(String token) {
		return Mono.error(new UnsupportedOperationException("no media socket here"));
	}

	@Override
	public Mono<BridgeAnswer> pickedUp(CallLeg leg, CallId pickedUp) {
		return Mono.just(new BridgeAnswer.Connect());
	}

	@Override
	public Mono<BridgeAnswer> decided(CallLeg leg, CallId pickedUp, String digits) {
		return Mono.just(new BridgeAnswer.Connect());
	}

	@Override
	public Mono<Answer> transferOver(CallLeg leg, TransferResult result) {
		return Mono.just(new Answer.HangUp());
	}

	@Override
	public void notice(CallLeg leg, CarrierNotice notice) {
		if (this.deaf) {
			throw new IllegalStateException("deaf");
		}
		this.told.add(new Told(leg.callId().value(), notice));
	}

	record Told(String callId, CarrierNotice notice) {
	}

}
