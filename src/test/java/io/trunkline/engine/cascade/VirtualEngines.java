package io.trunkline.engine.cascade;

import java.util.function.LongSupplier;

import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.engine.speech.Speaking;
import io.trunkline.language.LanguageModel;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import reactor.core.scheduler.Scheduler;

/** The engine of the service in the time of a test. */
public final class VirtualEngines {

	private VirtualEngines() {
	}

	public static VoiceEngine cascade(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer,
			Toolboxes toolboxes, LongSupplier nanoTime, Scheduler scheduler) {
		return new CascadeEngine(recognizer, model, new Speaking(synthesizer, new Speaking.Timing(nanoTime, scheduler)),
				toolboxes);
	}

}
