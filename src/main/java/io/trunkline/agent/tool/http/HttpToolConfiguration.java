package io.trunkline.agent.tool.http;

import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class HttpToolConfiguration {

	@Bean
	@ConfigurationPropertiesBinding
	static SchemaTextConverter schemaTextConverter() {
		return new SchemaTextConverter();
	}

	@Bean(destroyMethod = "close")
	HttpToolClient httpToolClient() {
		return new HttpToolClient();
	}

	@Bean
	@Order(0)
	HttpTools httpTools(HttpToolProperties properties, HttpToolClient client) {
		return new HttpTools(properties.tools(), client.web(), Schedulers.parallel());
	}

}
