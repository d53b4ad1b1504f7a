package io.trunkline.engine.cascade;

import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.engine.speech.Speaking;
import io.trunkline.language.LanguageModel;
import io.trunkline.speech.SpeechRecognizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CascadeConfiguration {

	@Bean
	CascadeEngine cascadeEngine(SpeechRecognizer recognizer, LanguageModel model, Speaking speaking,
			Toolboxes toolboxes) {
		return new CascadeEngine(recognizer, model, speaking, toolboxes);
	}

}
