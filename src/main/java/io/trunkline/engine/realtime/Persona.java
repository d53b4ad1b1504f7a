package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.agent.tool.ToolDescription;
import io.trunkline.audio.AudioFormat;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom a session speaks for, and how.
 *
 * @param model empty takes the configured one
 * @param voice as the server knows it
 * @param language ISO 639-1
 * @param tools what the model may call
 */
record Persona(String model, String voice, String language, String instructions, List<ToolDescription> tools) {

	Persona {
		tools = List.copyOf(tools);
	}

	static Persona of(Agent agent, List<ToolDescription> tools, RealtimeProperties properties) {
		String voice = agent.voice().isEmpty() ? properties.voice() : agent.voice();
		return new Persona(agent.model(), voice, agent.language(), agent.instructions(), tools);
	}

	/** Whether the same session can go on for the other: its model and voice stay. */
	boolean canBecome(Persona other) {
		return this.model.equals(other.model) && this.voice.equals(other.voice);
	}

	/** All settings of a session, in the order in which a provider can cache them. */
	ObjectNode session(RealtimeProperties properties, AudioFormat output) {
		ObjectNode session = words();
		if (properties.maxOutputTokens() != null) {
			session.put("max_output_tokens", properties.maxOutputTokens());
		}
		session.putArray("output_modalities").add("audio");
		ObjectNode audio = session.putObject("audio");
		ObjectNode input = audio.putObject("input");
		input.set("format", format(AudioFormat.TELEPHONE));
		ObjectNode transcription = input.putObject("transcription").put("model", properties.transcriptionModel());
		if (!this.language.isEmpty()) {
			transcription.put("language", this.language);
		}
		turnDetection(input.putObject("turn_detection"), properties);
		ObjectNode sound = audio.putObject("output");
		sound.set("format", format(output));
		sound.put("voice", this.voice);
		return session;
	}

	/** What changes when another agent takes over with the same voice. */
	ObjectNode words() {
		ObjectNode session = JsonMapper.shared().createObjectNode();
		session.put("type", "realtime").put("instructions", this.instructions);
		ArrayNode all = session.putArray("tools");
		this.tools.forEach((tool) -> all.addObject()
			.put("type", "function")
			.put("name", tool.name())
			.put("description", tool.description())
			.set("parameters", JsonMapper.shared().readTree(tool.schema())));
		return session.put("tool_choice", "auto");
	}

	/** As the server names a format. */
	static String nameOf(AudioFormat format) {
		return (format.encoding() == AudioFormat.Encoding.MULAW) ? "audio/pcmu" : "audio/pcm";
	}

	/** Turns are found there and taken here. */
	private static void turnDetection(ObjectNode detection, RealtimeProperties properties) {
		switch (properties.vad()) {
			case SERVER -> {
				RealtimeProperties.ServerVad vad = properties.serverVad();
				detection.put("type", "server_vad")
					.put("threshold", vad.threshold())
					.put("prefix_padding_ms", vad.prefix().toMillis())
					.put("silence_duration_ms", vad.silence().toMillis());
				Duration idle = properties.idle();
				if (idle != null) {
					detection.put("idle_timeout_ms", idle.toMillis());
				}
			}
			case SEMANTIC -> detection.put("type", "semantic_vad").put("eagerness", properties.eagerness().wireName());
		}
		detection.put("create_response", false).put("interrupt_response", false);
	}

	private static ObjectNode format(AudioFormat format) {
		ObjectNode node = JsonMapper.shared().createObjectNode().put("type", nameOf(format));
		return (format.encoding() == AudioFormat.Encoding.PCM16) ? node.put("rate", format.sampleRate()) : node;
	}

}
