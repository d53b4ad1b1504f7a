package io.trunkline.call;

import java.time.Duration;
import java.util.function.Consumer;

import io.trunkline.call.latency.TurnStopwatch;
import io.trunkline.call.playback.Playback;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.language.ToolCall;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLoop;
import io.trunkline.turn.Outcome;
import io.trunkline.turn.Phase;
import io.trunkline.turn.ToolAsk;
import io.trunkline.turn.TurnEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the agent's sound, and what its engine brings forth besides: told to
 * the turn function, to the meters, and to whoever follows the call. Belongs to the loop.
 */
final class VoiceWatch implements Playback.Listener, AgentVoice.Listener {

	private static final Logger log = LoggerFactory.getLogger(VoiceWatch.class);

	private final CallLeg leg;

	private final CallLoop loop;

	private final Turns turns;

	private final CallTools tools;

	private final TurnStopwatch stopwatch;

	private final CallMeters meters;

	private final Consumer<CallEvent> told;

	private final Runnable sounding;

	/** When the agent had somebody to talk to. */
	private long begunAt;

	/**
	 * Watches from now on.
	 * @param sounding run when sound of a turn itself is on its way
	 */
	VoiceWatch(CallLeg leg, CallLoop loop, Turns turns, CallTools tools, TurnStopwatch stopwatch, CallMeters meters,
			Consumer<CallEvent> told, Runnable sounding) {
		this.leg = leg;
		this.loop = loop;
		this.turns = turns;
		this.tools = tools;
		this.stopwatch = stopwatch;
		this.meters = meters;
		this.told = told;
		this.sounding = sounding;
	}

	/** The agent has somebody to talk to. */
	void begin() {
		this.begunAt = this.loop.nanoTime();
	}

	@Override
	public void audible(int turn) {
		this.sounding.run();
		long now = this.loop.nanoTime();
		if (this.turns.state().phase() == Phase.GREETING) {
			this.meters.greeted(Duration.ofNanos(now - this.begunAt));
		}
		this.stopwatch.audible(turn, now).ifPresent((latency) -> {
			this.meters.turn(latency);
			log.info("Call {}: turn {} answered after {}", this.leg, turn, latency.statement());
			this.told.accept(new CallEvent.ReplyBegan(latency));
		});
		this.turns.post(new TurnEvent.ReplyAudible(turn));
	}

	@Override
	public void dry(int turn) {
		this.turns.post(new TurnEvent.ReplyDry(turn));
	}

	@Override
	public void heard(int turn) {
		this.turns.post(new TurnEvent.ReplyHeard(turn));
	}

	@Override
	public void ducked(int turn, boolean lastWords) {
		this.turns.post(new TurnEvent.Ducked(turn, lastWords));
	}

	@Override
	public void underrun() {
		this.meters.underrun();
	}

	@Override
	public void reached(Stage stage, long nanoTime) {
		this.stopwatch.reached(stage, nanoTime);
	}

	@Override
	public void toolAsked(int turn, ToolCall call) {
		ToolAsk ask = this.tools.asked(call);
		this.told.accept(new CallEvent.ToolCalled(call.name(), ask instanceof ToolAsk.Refused));
		this.turns.post(new TurnEvent.ToolAsked(turn, ask));
	}

	@Override
	public void complete(int turn, boolean silent) {
		this.turns.post(new TurnEvent.ReplyComplete(turn, silent));
	}

	@Override
	public void failed(int turn, Throwable cause) {
		log.warn("Call {}: turn {} failed: {}", this.leg, turn, cause.getMessage());
		Outcome outcome = (cause instanceof EngineException failure) ? switch (failure.part()) {
			case HEARING -> Outcome.ERROR_STT;
			case THINKING -> Outcome.ERROR_LLM;
			case SPEAKING -> Outcome.ERROR_TTS;
		} : Outcome.FAILED;
		this.told.accept(new CallEvent.Faulted(switch (outcome) {
			case ERROR_STT -> "stt";
			case ERROR_TTS -> "tts";
			default -> "llm";
		}, "a reply or sentence failed"));
		this.turns.post(new TurnEvent.ReplyFailed(turn, outcome));
	}

}
