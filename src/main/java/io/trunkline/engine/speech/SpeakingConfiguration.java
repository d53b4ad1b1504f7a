package io.trunkline.engine.speech;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.trunkline.agent.Agents;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.LineFormat;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.speech.SpeechSynthesizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class SpeakingConfiguration {

	@Bean
	Speaking speaking(SpeechSynthesizer synthesizer) {
		return new Speaking(synthesizer, new Speaking.Timing(System::nanoTime, Schedulers.parallel()));
	}

	@Bean
	PhrasePreparation phrasePreparation(Speaking speaking, List<VoiceEngine> engines, Agents agents,
			ObjectProvider<LineFormat> lines, SpeakingProperties properties) {
		Set<AudioFormat> formats = lines.stream().map(LineFormat::outbound).collect(Collectors.toUnmodifiableSet());
		return new PhrasePreparation(speaking, engines, agents, formats, properties.preparePhrases());
	}

}
