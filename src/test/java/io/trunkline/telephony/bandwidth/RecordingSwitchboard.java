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

	/** Who picked up for whom, and with which keys. */
	final List<String> bridged = new CopyOnWriteArrayList<>();

	final List<TransferResult> results = new CopyOnWriteArrayList<>();

	private volatile Supplier<Mono<Answer>> answer = Mono::empty;

	private volatile Supplier<Mono<BridgeAnswer>> bridge = Mono::empty;

	private volatile boolean deaf;

	/** Forgets everything and answers like this from now on. */
	void begin(Supplier<Mono<Answer>> answer) {
		this.offered.clear();
		this.passed.clear();
		this.told.clear();
		this.bridged.clear();
		this.results.clear();
		this.answer = answer;
		this.deaf = false;
	}

	/** Answers so to those who pick up from now on. */
	void bridge(Supplier<Mono<BridgeAnswer>> bridge) {
		this.bridge = bridge;
	}

	/** Fails on notices from now on. */
	void goDeaf() {
		this.deaf = true;
	}

	boolean hasHeardNothing() {
		return this.offered.isEmpty() && this.passed.isEmpty() && this.told.isEmpty() && this.bridged.isEmpty()
				&& this.results.isEmpty();
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
		this.bridged.add(leg.id() + " " + pickedUp);
		return this.bridge.get();
	}

	@Override
	public Mono<BridgeAnswer> decided(CallLeg leg, CallId pickedUp, String digits) {
		this.bridged.add(leg.id() + " " + pickedUp + " '" + digits + "'");
		return this.bridge.get();
	}

	@Override
	public Mono<Answer> transferOver(CallLeg leg, TransferResult result) {
		this.results.add(result);
		return this.answer.get();
	}

	@Override
	public void notice(CallLeg leg, CarrierNotice notice) {
		if (this.deaf) {
			throw new IllegalStateException("deaf");
		}
		this.told.add(new Told(leg.id(), notice));
	}

	/** What was told of which call, by its name for operators. */
	record Told(String call, CarrierNotice notice) {
	}

}
