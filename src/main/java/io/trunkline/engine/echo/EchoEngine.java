package io.trunkline.engine.echo;

import java.util.List;
import java.util.stream.Stream;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.engine.speech.Speaking;
import io.trunkline.speech.SpeechRecognizer;
import reactor.core.publisher.Mono;

/** Puts a recogniser and a synthesiser in a row. */
final class EchoEngine implements VoiceEngine {

	private final SpeechRecognizer recognizer;

	private final Speaking speaking;

	EchoEngine(SpeechRecognizer recognizer, Speaking speaking) {
		this.recognizer = recognizer;
		this.speaking = speaking;
	}

	@Override
	public Agent.Engine kind() {
		return Agent.Engine.ECHO;
	}

	@Override
	public EngineSession open(Agent agent, AudioFormat format) {
		return new EchoSession(this.recognizer, this.speaking.open(agent, format));
	}

	/** It needs none of the agent's words to connect. */
	@Override
	public EngineSession open(Agent agent, Mono<Agent> briefed, AudioFormat format) {
		return open(agent, format);
	}

	@Override
	public Mono<Void> prepare(Agent agent, AudioFormat format) {
		return this.speaking.prepare(agent, format);
	}

	@Override
	public List<String> missing(Agent agent) {
		return Stream.of(this.recognizer.missing(), this.speaking.missing(agent))
			.flatMap(List::stream)
			.distinct()
			.toList();
	}

}
