package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.trunkline.sandbox.bandwidth.api.Answer;
import io.trunkline.sandbox.bandwidth.api.CallRequest;
import io.trunkline.sandbox.bandwidth.api.RequestFields.InvalidRequestException;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.carrier.CallBook;
import io.trunkline.sandbox.carrier.PhoneBook;
import org.jspecify.annotations.Nullable;

/**
 * Takes the service's orders for calls and has them dialled, so many a second. For any
 * thread.
 */
final class CallDesk {

	private static final Map<Fault, Answer> FAILURES = failures();

	private final SandboxCarrierOptions options;

	private final PhoneBook book;

	private final CallBook<PhoneCall, Map<String, @Nullable Object>> calls;

	private final InstantSource clock;

	private final Dialler dialler;

	/** When the next call can be dialled. */
	private Instant free = Instant.MIN;

	CallDesk(SandboxCarrierOptions options, PhoneBook book, CallBook<PhoneCall, Map<String, @Nullable Object>> calls,
			InstantSource clock, Dialler dialler) {
		this.options = options;
		this.book = book;
		this.calls = calls;
		this.clock = clock;
		this.dialler = dialler;
	}

	private static Map<Fault, Answer> failures() {
		Map<Fault, Answer> failures = new LinkedHashMap<>(Answer.FAILURES);
		failures.remove(Fault.API_NOT_FOUND);
		failures.remove(Fault.API_CONFLICT);
		return failures;
	}

	/** Answers an order. */
	synchronized Answer order(byte[] body) {
		CallRequest request;
		try {
			request = CallRequest.read(body, this.options.applicationId());
		}
		catch (InvalidRequestException ex) {
			return Answer.invalid(String.valueOf(ex.getMessage()));
		}
		Optional<PhoneBook.Entry> entry = this.book.find(request.to());
		Answer failure = entry.map(CallDesk::failure).orElse(null);
		if (failure != null) {
			return later(failure);
		}
		CallLimits limits = this.options.limits();
		if (this.calls.active().size() >= limits.sessions()) {
			return later(Answer.TOO_MANY_CALLS);
		}
		if (queued() >= limits.queue()) {
			return later(Answer.TOO_MANY_ORDERS);
		}
		boolean lost = entry.filter((known) -> known.faults().has(Fault.API_REPLY_LOST))
			.filter((known) -> known.apiFailures().getAndDecrement() > 0)
			.isPresent();
		Answer taken = place(request, entry);
		return lost ? Answer.LOST : taken;
	}

	/** How many orders wait. */
	synchronized int queued() {
		Duration wait = Duration.between(this.clock.instant(), max(this.free, this.clock.instant()));
		return (int) Math.ceilDiv(wait.toNanos(), interval().toNanos());
	}

	private Answer place(CallRequest request, Optional<PhoneBook.Entry> entry) {
		Instant now = this.clock.instant();
		Instant start = max(this.free, now);
		this.free = start.plus(interval());
		Callee callee = entry.map(PhoneBook.Entry::callee).orElse(Callee.NOBODY);
		CallFaults faults = entry.map(PhoneBook.Entry::ofOneCall).orElse(CallFaults.NONE);
		Envelope envelope = new Envelope(this.options.accountId(), this.options.applicationId(), Envelope.newCallId(),
				request.from(), request.to(), "outbound", start, now);
		Caller party = new Caller(request.to(), "", Callee.steps(callee), Map.of(), faults);
		PhoneCall call = this.dialler.dial(envelope, party, new Outgoing(request, callee),
				Duration.between(now, start));
		this.calls.order(call);
		return Answer.created(request.reply(envelope), envelope.callUrl());
	}

	private Duration interval() {
		return Duration.ofSeconds(1).dividedBy(this.options.limits().callsPerSecond());
	}

	private Answer later(Answer refusal) {
		Duration wait = this.options.limits().retryAfter();
		return (wait != null && refusal.status() == 429) ? refusal.with("Retry-After", String.valueOf(wait.toSeconds()))
				: refusal;
	}

	private static @Nullable Answer failure(PhoneBook.Entry entry) {
		return FAILURES.entrySet()
			.stream()
			.filter((failure) -> entry.faults().has(failure.getKey()) && entry.apiFailures().getAndDecrement() > 0)
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static Instant max(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	/** Has somebody rung. */
	@FunctionalInterface
	interface Dialler {

		PhoneCall dial(Envelope envelope, Caller party, Beginning beginning, Duration delay);

	}

}
