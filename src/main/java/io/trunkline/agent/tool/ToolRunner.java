package io.trunkline.agent.tool;

import java.util.Arrays;
import java.util.concurrent.TimeoutException;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** Runs tools so that there always is a text for the model, in time and not too long. */
final class ToolRunner {

	private static final Logger log = LoggerFactory.getLogger(ToolRunner.class);

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String CUT = " ... [cut]";

	private static final String DONE = "{\"result\":\"done\"}";

	private final Scheduler timer;

	private final MeterRegistry meters;

	/**
	 * Makes it.
	 * @param timer counts deadlines
	 */
	ToolRunner(Scheduler timer, MeterRegistry meters) {
		this.timer = timer;
		this.meters = meters;
	}

	/** See {@link Deed.Run}. */
	Mono<String> result(Tool tool, Invocation invocation) {
		return Mono.defer(() -> {
			ToolRun run = new ToolRun(tool.name(), this.meters);
			Mono<String> attempt = Mono.defer(() -> tool.action().run(invocation))
				.defaultIfEmpty(DONE)
				.map((text) -> cap(text, tool.maxOutput()))
				.doOnNext((_) -> run.end(ToolRun.Outcome.OK))
				.onErrorResume((cause) -> Mono.just(explain(tool, cause, run)));
			Mono<String> late = Mono.fromSupplier(() -> explain(tool, new TimeoutException(), run));
			return ((tool.effect() == Effect.READ) ? attempt : undisturbed(attempt))
				.timeout(tool.timeout(), late, this.timer)
				.doOnCancel(() -> run.end(ToolRun.Outcome.CANCELLED));
		});
	}

	/** Goes on when nobody waits any more: what has an effect is not left half done. */
	private static <T> Mono<T> undisturbed(Mono<T> attempt) {
		return Mono.create((sink) -> attempt.subscribe(sink::success, sink::error, sink::success));
	}

	/** Messages are not logged: they may hold what the caller said. */
	private static String explain(Tool tool, Throwable cause, ToolRun run) {
		boolean late = cause instanceof TimeoutException;
		run.end(late ? ToolRun.Outcome.TIMEOUT : ToolRun.Outcome.FAILED);
		Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
		log.warn("Tool {} failed: {}{}", tool.name(), root.getClass().getSimpleName(),
				Arrays.stream(root.getStackTrace()).findFirst().map((place) -> " at " + place).orElse(""));
		if (cause instanceof ToolFailure failure) {
			return error(cap(failure.reason(), tool.maxOutput()));
		}
		if (!late) {
			return error("The tool failed.");
		}
		return error((tool.effect() == Effect.READ) ? "The tool did not answer in time."
				: "The tool did not answer in time; it is not known whether it was done.");
	}

	private static String error(String reason) {
		return JSON.createObjectNode().put("error", reason).toString();
	}

	private static String cap(String text, int longest) {
		if (text.length() <= longest) {
			return text;
		}
		int end = longest - CUT.length();
		return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
	}

}
