package io.trunkline.engine.cascade;

import io.trunkline.agent.Agents;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.language.LanguageModel;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class CascadeConfiguration {

	@Bean
	CascadeEngine cascadeEngine(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer,
			Toolboxes toolboxes) {
		return new CascadeEngine(recognizer, model, synthesizer, toolboxes, Schedulers.parallel());
	}

	@Bean
	PhrasePreparation phrasePreparation(CascadeEngine engine, Agents agents, CascadeProperties properties) {
		return new PhrasePreparation(engine, agents, properties.preparePhrases());
	}

}
