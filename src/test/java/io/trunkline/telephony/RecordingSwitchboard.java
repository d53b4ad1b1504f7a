package io.trunkline.telephony;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

/** Writes down what it is asked and told, and answers as the test wants. */
public final class RecordingSwitchboard implements Switchboard {

	public final List<CallLeg> offered = new CopyOnWriteArrayList<>();

	public final List<CallLeg> passed = new CopyOnWriteArrayList<>();

	public final List<Told> told = new CopyOnWriteArrayList<>();

	/** Who picked up for whom, and with which keys. */
	public final List<String> bridged = new CopyOnWriteArrayList<>();

	public final List<TransferResult> results = new CopyOnWriteArrayList<>();

	private volatile Supplier<Mono<Answer>> answer = Mono::empty;

	private volatile Supplier<Mono<BridgeAnswer>> bridge = Mono::empty;

	private volatile boolean deaf;

	/** Forgets everything and answers like this from now on. */
	public void begin(Supplier<Mono<Answer>> answer) {
		this.offered.clear();
		this.passed.clear();
		this.told.clear();
		this.bridged.clear();
		this.results.clear();
		this.answer = answer;
		this.deaf = false;
	}

	/** Answers so to those who pick up from now on. */
	public void bridge(Supplier<Mono<BridgeAnswer>> bridge) {
		this.bridge = bridge;
	}

	/** Fails on notices from now on. */
	public void goDeaf() {
		this.deaf = true;
	}

	public boolean hasHeardNothing() {
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
	public record Told(String call, CarrierNotice notice) {
	}

}
