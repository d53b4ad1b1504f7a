package io.trunkline.agent.tool.bean;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class BeanToolConfiguration {

	/** More at once than callers who wait for a tool in one pod. */
	private static final int PLACES = 200;

	@Bean(destroyMethod = "close")
	ToolThreads toolThreads() {
		return new ToolThreads(PLACES);
	}

	@Bean
	@Order(0)
	BeanTools beanTools(ConfigurableListableBeanFactory beans, ToolThreads threads) {
		return new BeanTools(beans, JsonMapper.shared(), threads);
	}

}
