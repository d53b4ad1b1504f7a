package io.trunkline.engine.echo;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.trunkline.engine.speech.Speaking;
import io.trunkline.speech.SpeechRecognizer;

@Configuration(proxyBeanMethods = false)
class EchoConfiguration {

	@Bean
	EchoEngine echoEngine(SpeechRecognizer recognizer, Speaking speaking) {
		return new EchoEngine(recognizer, speaking);
	}

}
