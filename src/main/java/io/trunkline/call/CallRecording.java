package io.trunkline.call;

import java.util.function.Consumer;
import java.util.function.Function;

import io.trunkline.agent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The carrier's recording of a call: begins when the caller knows of it, pauses and goes
 * on as the agent wants. Belongs to the call's loop.
 */
final class CallRecording {

	private static final Logger log = LoggerFactory.getLogger(CallRecording.class);

	private final Agent.Recording settings;

	private final Function<Boolean, Mono<Void>> carrier;

	private final Scheduler loop;

	private final Consumer<CallEvent> told;

	/** The caller knows of it, or need not. */
	private boolean allowed;

	/**
	 * Begins nothing.
	 * @param carrier has the carrier pause or go on
	 * @param allowed whether the caller may know of it from an earlier stream
	 */
	CallRecording(Agent.Recording settings, Function<Boolean, Mono<Void>> carrier, boolean allowed, Scheduler loop,
			Consumer<CallEvent> told) {
		this.settings = settings;
		this.carrier = carrier;
		this.loop = loop;
		this.told = told;
		this.allowed = allowed || !settings.afterDisclosure();
	}

	/** The caller has heard the disclosure to its end. */
	void disclosed() {
		if (this.settings.on() && !this.allowed) {
			change(true).subscribe();
		}
		this.allowed = true;
	}

	/**
	 * Has the recording pause or go on.
	 * @return what came of it, for the model; never fails
	 */
	Mono<String> pauseOrResume(boolean on) {
		return (on && !this.allowed) ? Mono.just("Not done: the caller has not been told of the recording yet.")
				: change(on);
	}

	private Mono<String> change(boolean on) {
		return this.carrier.apply(on)
			.publishOn(this.loop)
			.doOnSuccess((_) -> this.told.accept(new CallEvent.RecordingChanged(on)))
			.thenReturn(on ? "The recording goes on." : "The recording is paused.")
			.onErrorResume((cause) -> {
				log.warn("A recording could not be changed: {}", cause.getMessage());
				this.told.accept(new CallEvent.Faulted("carrier",
						on ? "the recording does not go on" : "the recording does not pause"));
				return Mono.just("Not done: the carrier refused.");
			});
	}

}
