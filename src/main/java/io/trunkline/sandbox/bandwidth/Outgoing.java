package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.trunkline.sandbox.bandwidth.api.CallRequest;
import io.trunkline.sandbox.bandwidth.api.MachineDetection;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Callee;
import org.jspecify.annotations.Nullable;

/**
 * The service has ordered a call: somebody is rung, and the service is asked what to do
 * when he has picked up. It belongs to the call's loop.
 */
final class Outgoing implements Beginning {

	private final CallRequest request;

	private final Callee callee;

	private Map<String, ?> lastWords = Map.of();

	Outgoing(CallRequest request, Callee callee) {
		this.request = request;
		this.callee = callee;
	}

	@Override
	public void begin(PhoneCall call) {
		call.journal().add(new CallEvent.Ordered(call.journal().now(), this.request.told()));
		call.journal().add(new CallEvent.Rings(call.journal().now()));
		call.in(this.request.callTimeout(), () -> fail(call, "timeout", 487));
		Callee.ring(this.callee, call::in, () -> pickUp(call), () -> fail(call, "busy", 486),
				() -> fail(call, "rejected", 603));
	}

	private void fail(PhoneCall call, String cause, int sipResponseCode) {
		if (!call.isAnswered()) {
			this.lastWords = Map.of("sipResponseCode", sipResponseCode, "errorMessage", cause, "errorId",
					UUID.randomUUID().toString());
			call.end(cause);
		}
	}

	private void pickUp(PhoneCall call) {
		if (call.isAnswered()) {
			return;
		}
		call.answered();
		MachineDetection detection = this.request.detection();
		if (detection == null) {
			answer(call, Map.of());
			return;
		}
		Callee.Recognition recognised = Callee.recognition(this.callee);
		Callee.Recognition found = detection.bounded(recognised);
		if (detection.sync()) {
			call.in(found.after(), () -> answer(call, found(call, found)));
			return;
		}
		answer(call, Map.of());
		Callback to = detection.callback();
		if (recognised != null && to != null) {
			call.in(found.after(), () -> call.service().tell("machineDetectionComplete", to, found(call, found)));
		}
	}

	private void answer(PhoneCall call, Map<String, ?> fields) {
		call.announce("answer", this.request.answer(), fields);
	}

	private static Map<String, ?> found(PhoneCall call, Callee.Recognition found) {
		call.journal().add(new CallEvent.Recognised(call.journal().now(), found.value()));
		Map<String, Object> result = new HashMap<>();
		result.put("value", found.value());
		result.put("duration", found.after().toString());
		return Map.of("machineDetectionResult", result);
	}

	@Override
	public @Nullable Callback disconnect() {
		return this.request.disconnect();
	}

	@Override
	public Map<String, ?> lastWords() {
		return this.lastWords;
	}

	@Override
	public @Nullable String tag() {
		return this.request.tag();
	}

	@Override
	public Optional<Duration> callbackTimeout() {
		return Optional.of(this.request.callbackTimeout());
	}

}
