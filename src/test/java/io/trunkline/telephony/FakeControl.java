package io.trunkline.telephony;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import io.trunkline.telephony.TelephonyException.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Writes down what it is asked to do with calls, and does it or fails as carriers' rooms
 * do.
 */
public final class FakeControl implements CallControl {

	private final String carrier;

	private final List<String> asked = new ArrayList<>();

	private final Deque<CarrierState> coming = new ArrayDeque<>();

	private CarrierState state = CarrierState.WILLING;

	private @Nullable TransferPlan plan;

	private Answer.@Nullable Connect next;

	public FakeControl(String carrier) {
		this.carrier = carrier;
	}

	/** Takes the next requests so, one after the other, and all others as the last. */
	public void is(CarrierState... states) {
		this.coming.clear();
		this.coming.addAll(List.of(states));
	}

	/** What it was asked for, attempt by attempt. */
	public List<String> asked() {
		return this.asked;
	}

	/** Of the latest transfer. */
	public TransferPlan plan() {
		return Objects.requireNonNull(this.plan, "nobody was transferred");
	}

	/** Of the latest change of streams. */
	public Answer.Connect next() {
		return Objects.requireNonNull(this.next, "nobody asked for another stream");
	}

	@Override
	public String carrier() {
		return this.carrier;
	}

	@Override
	public Mono<Void> hangUp(CallLeg leg) {
		return Mono.defer(() -> (persist("hang up") == CarrierState.OVER) ? Mono.empty() : outcome());
	}

	@Override
	public Mono<Void> transfer(CallLeg leg, int stream, TransferPlan transfer) {
		return Mono.defer(() -> {
			if (transfer.to().isEmpty()) {
				return Mono.error(new TelephonyException(Kind.REJECTED, "there is nobody to ring"));
			}
			this.plan = transfer;
			attempt("transfer");
			return outcome();
		});
	}

	@Override
	public Mono<Void> restream(CallLeg leg, int stream, Answer.Connect replacement) {
		return Mono.defer(() -> {
			this.next = replacement;
			attempt("restream");
			return outcome();
		});
	}

	@Override
	public Mono<Void> record(CallLeg leg, boolean on) {
		return Mono.defer(() -> {
			persist("record " + on);
			return outcome();
		});
	}

	/** For what may be asked for twice. */
	private CarrierState persist(String request) {
		attempt(request);
		while (this.state.passes() && !this.coming.isEmpty()) {
			attempt(request);
		}
		return this.state;
	}

	private void attempt(String request) {
		this.asked.add(request);
		CarrierState then = this.coming.poll();
		if (then != null) {
			this.state = then;
		}
	}

	private Mono<Void> outcome() {
		CarrierState now = this.state;
		return now.change().<Mono<Void>>map((kind) -> Mono.error(now.failure(kind))).orElseGet(Mono::empty);
	}

}
