package io.trunkline.engine.cascade;

import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

import io.trunkline.agent.Agents;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.LineFormat;
import io.trunkline.language.LanguageModel;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;

@Configuration(proxyBeanMethods = false)
class CascadeConfiguration {

	@Bean
	CascadeEngine cascadeEngine(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer,
			Toolboxes toolboxes) {
		return new CascadeEngine(recognizer, model, synthesizer, toolboxes, Schedulers.parallel());
	}

	@Bean
	PhrasePreparation phrasePreparation(CascadeEngine engine, Agents agents, ObjectProvider<LineFormat> lines,
			CascadeProperties properties) {
		Set<AudioFormat> formats = lines.stream().map(LineFormat::outbound).collect(Collectors.toUnmodifiableSet());
		return new PhrasePreparation(engine, agents, formats, properties.preparePhrases());
	}

}
