package com.example.door;

import io.trunkline.language.LanguageModel;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Offers each of the three to whoever chooses it by its name. */
@AutoConfiguration
public class DoorAutoConfiguration {

	@Bean
	@ConditionalOnProperty(name = "trunkline.providers.recognizer", havingValue = "knock")
	SpeechRecognizer knockRecognizer() {
		return new KnockRecognizer();
	}

	@Bean
	@ConditionalOnProperty(name = "trunkline.providers.synthesizer", havingValue = "tone")
	SpeechSynthesizer toneSynthesizer() {
		return new ToneSynthesizer();
	}

	@Bean
	@ConditionalOnProperty(name = "trunkline.providers.model", havingValue = "doorman")
	LanguageModel doormanModel() {
		return new DoormanModel();
	}

}
