package io.trunkline.engine.cascade;

import java.util.List;

import io.trunkline.agent.Agents;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.language.LanguageModel;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class CascadeConfiguration {

	@Bean
	CascadeEngine cascadeEngine(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer) {
		return new CascadeEngine(recognizer, model, synthesizer, Schedulers.parallel());
	}

	@Bean
	PhrasePreparation phrasePreparation(CascadeEngine engine, Agents agents, CascadeProperties properties) {
		return new PhrasePreparation(engine, properties.preparePhrases() ? agents.all() : List.of());
	}

}
