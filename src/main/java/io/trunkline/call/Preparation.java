package io.trunkline.call;

import java.util.function.Function;

import io.trunkline.agent.Agent;
import io.trunkline.agent.tool.Toolbox;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.memory.Persona;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Utterance;
import io.trunkline.turn.Opening;
import reactor.core.publisher.Flux;

/**
 * What is made ready for a call before its media stream is there.
 *
 * @param briefing who answers, and what is known of the caller
 * @param toolboxes what each agent can do
 * @param session the engine, warming up
 * @param greeting the first sentence, being rendered since the call was offered, or since
 * what it depends on was looked up; replays
 * @param dialogue what was said so far: empty, or the conversation of a stream before
 * @param stream which of the call's media streams it is for, counted from 1
 * @param opening how the conversation comes to this stream
 */
record Preparation(Briefing briefing, Function<Agent, Toolbox> toolboxes, EngineSession session,
		Flux<Utterance> greeting, Dialogue dialogue, int stream, Opening opening) {

	/** Who speaks, in the words that are known by now. */
	Persona persona() {
		Agent agent = this.briefing.agent();
		return new Persona(agent, this.toolboxes.apply(agent));
	}

}
