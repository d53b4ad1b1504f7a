package io.trunkline.engine;

import java.time.Duration;
import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.language.Message;
import io.trunkline.speech.Hearing;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An engine's part in one call. Its fluxes are cold, for one subscriber, and signal on
 * whatever event loop the sound or text arrived on.
 */
public interface EngineSession {

	/**
	 * Listens as long as the caller's audio lasts.
	 * @param caller telephone format, hot
	 * @return what was noticed; completes when that audio or the session ends, and fails
	 * when listening is not possible any more
	 */
	Flux<Hearing> listen(Flux<AudioChunk> caller);

	/**
	 * Thinks of the next thing to say and says it.
	 * @param history the conversation so far, oldest first
	 * @param pace how far synthesis may run ahead of what is heard
	 * @return text, sound and tool calls; cancelling it silences the engine at once and
	 * stops all requests. Fails with an {@link EngineException}.
	 */
	Flux<Utterance> reply(List<Message> history, Pace pace);

	/**
	 * Says a given sentence.
	 * @return text and sound, as above
	 */
	Flux<Utterance> say(String sentence);

	/**
	 * Sums up the beginning of a conversation for the time when all of it is too long.
	 * @return a few sentences for the history, empty if there is no way to sum up; fails
	 * with an {@link EngineException}
	 */
	Mono<String> summarise(List<Message> beginning);

	/**
	 * From here on it speaks for another agent; what is being said is said to its end.
	 */
	void become(Agent agent);

	/**
	 * The caller interrupted what was being said; for an engine that remembers what it
	 * has said. Comes after the reply was cancelled.
	 * @param heardOfRound how much was heard of the latest reply, from its first sample;
	 * negative by so much as was not heard of the reply before it in the same turn
	 */
	default void cut(Duration heardOfRound) {
	}

	/**
	 * Tells which engine goes on in its place, when it is lost for good and there is one.
	 * @return nothing as long as that has not happened; on whatever thread it happens.
	 * Never fails.
	 */
	default Mono<Agent.Engine> fallenBack() {
		return Mono.empty();
	}

	/**
	 * Lets go of every connection and ends what still listens or speaks; completes when
	 * they are gone, at the latest after 5 s.
	 */
	Mono<Void> close();

}
