package io.trunkline.call;

import java.util.function.Consumer;

import io.trunkline.call.CallCommandException.Kind;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.progress.Fact;
import io.trunkline.call.progress.Stage;
import reactor.core.publisher.Mono;

/** Does with a call of this pod what an operator wants. */
final class LiveCommands implements CallCommands {

	private final Calls calls;

	LiveCommands(Calls calls) {
		this.calls = calls;
	}

	@Override
	public Mono<Void> say(String call, String sentence) {
		return onStream(call, (live) -> live.say(sentence));
	}

	@Override
	public Mono<Void> whisper(String call, String note) {
		return onStream(call, (live) -> live.whisper(note));
	}

	@Override
	public Mono<Void> transfer(String call, String destination) {
		return Mono.defer(() -> {
			Briefing briefing = found(call).briefing();
			if (briefing != null && !briefing.agent().destinations().containsKey(destination)) {
				return Mono.error(new CallCommandException(Kind.UNKNOWN_DESTINATION,
						"agent " + briefing.agent().name() + " has no such destination (trunkline.agents."
								+ briefing.agent().name() + ".transfer.destinations)"));
			}
			return onStream(call, (live) -> live.transfer(destination));
		});
	}

	@Override
	public Mono<Void> hangUp(String call) {
		return Mono.defer(() -> {
			CallLife life = found(call);
			LiveCall live = life.live();
			if (live != null) {
				live.hangUp();
				return Mono.empty();
			}
			return switch (life.progress().stage()) {
				case Stage.Dialling _, Stage.Expected _, Stage.Broken _ -> {
					life.take(new Fact.HangUpAsked());
					yield this.calls.hangUp(life.leg())
						.onErrorMap((cause) -> new CallCommandException(Kind.CARRIER,
								"the carrier did not hang up: " + cause.getMessage()));
				}
				case Stage.Transferring _, Stage.Settling _ -> Mono.error(new CallCommandException(Kind.CONFLICT,
						"the caller is being connected with somebody else, or talks with them"));
				case Stage.Unknown _, Stage.Talking _, Stage.Leaving _, Stage.Closing _, Stage.Over _ -> Mono.empty();
			};
		});
	}

	private Mono<Void> onStream(String call, Consumer<LiveCall> command) {
		return Mono.fromRunnable(() -> {
			LiveCall live = found(call).live();
			if (live == null) {
				throw new CallCommandException(Kind.CONFLICT, "the call has no media stream at the moment");
			}
			command.accept(live);
		});
	}

	private CallLife found(String call) {
		return this.calls.find(call)
			.filter((life) -> !life.isOver())
			.orElseThrow(() -> new CallCommandException(Kind.UNKNOWN, "no such call is live on this pod"));
	}

}
