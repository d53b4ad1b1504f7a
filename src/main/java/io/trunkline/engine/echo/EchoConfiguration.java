package io.trunkline.engine.echo;

import io.trunkline.engine.speech.Speaking;
import io.trunkline.speech.SpeechRecognizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EchoConfiguration {

	@Bean
	EchoEngine echoEngine(SpeechRecognizer recognizer, Speaking speaking) {
		return new EchoEngine(recognizer, speaking);
	}

}
