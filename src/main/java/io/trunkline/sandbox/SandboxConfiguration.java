package io.trunkline.sandbox;

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

	@Bean
	DemoNarrator demoNarrator() {
		return new DemoNarrator(System.out);
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> demo(SandboxServer sandbox, DemoNarrator narrator,
			SandboxProperties properties) {
		return (_) -> {
			if (properties.demo()) {
				new Demo(sandbox, narrator).run();
			}
		};
	}

}
