package io.trunkline.sandbox;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxConfiguration {

	@Bean
	SandboxServer sandboxServer(SandboxProperties properties) {
		return SandboxServer.start(properties);
	}

	/** Named for the profile once more: a nested class is found by itself. */
	@Configuration(proxyBeanMethods = false)
	@Profile("sandbox")
	@ConditionalOnBooleanProperty(name = "trunkline.sandbox.demo", matchIfMissing = true)
	static class Told {

		@Bean
		DemoNarrator demoNarrator() {
			return new DemoNarrator(System.out);
		}

		@Bean
		ApplicationListener<ApplicationReadyEvent> demo(SandboxServer sandbox, DemoNarrator narrator) {
			return (_) -> new Demo(sandbox, narrator).run();
		}

	}

}
