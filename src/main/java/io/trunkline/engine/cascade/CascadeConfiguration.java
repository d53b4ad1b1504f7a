package io.trunkline.engine.cascade;

import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.language.LanguageModel;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CascadeConfiguration {

	@Bean
	VoiceEngine cascadeEngine(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer,
			Toolboxes toolboxes) {
		return new CascadeEngine(recognizer, model, synthesizer, toolboxes);
	}

}
