package io.trunkline.agent.tool.bean;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.trunkline.agent.tool.Tool;
import io.trunkline.agent.tool.ToolSource;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The methods annotated with {@link AgentTool}. They are found by the types of the beans;
 * no bean is made for it.
 */
final class BeanTools implements ToolSource.Fixed {

	private final Map<String, Tool> tools = new TreeMap<>();

	private final ConfigurableListableBeanFactory beans;

	private final JsonMapper json;

	private final ToolThreads threads;

	private final ParameterSchemas schemas;

	/**
	 * Looks through all beans.
	 * @throws IllegalArgumentException when a method cannot be a tool, or two have one
	 * name; names each method to change, all at once
	 */
	BeanTools(ConfigurableListableBeanFactory beans, JsonMapper json, ToolThreads threads) {
		this.beans = beans;
		this.json = json;
		this.threads = threads;
		this.schemas = new ParameterSchemas(json);
		List<String> faults = new ArrayList<>();
		Arrays.stream(beans.getBeanDefinitionNames()).forEach((bean) -> search(bean, faults));
		if (!faults.isEmpty()) {
			throw new IllegalArgumentException("The bean tools cannot be used: " + String.join("; ", faults));
		}
	}

	@Override
	public Map<String, Tool> tools() {
		return Collections.unmodifiableMap(this.tools);
	}

	private void search(String bean, List<String> faults) {
		Class<?> type = AutoProxyUtils.determineTargetClass(this.beans, bean);
		if (type == null || !AnnotationUtils.isCandidateClass(type, AgentTool.class)) {
			return;
		}
		MethodIntrospector
			.selectMethods(type,
					(MethodIntrospector.MetadataLookup<AgentTool>) (method) -> AnnotatedElementUtils
						.findMergedAnnotation(method, AgentTool.class))
			.forEach((method, told) -> add(bean, type, method, told, faults));
	}

	private void add(String bean, Class<?> type, Method method, AgentTool told, List<String> faults) {
		String place = "@AgentTool " + type.getSimpleName() + "." + method.getName() + " ";
		try {
			Tool tool = tool(bean, type, method, told);
			if (this.tools.putIfAbsent(tool.name(), tool) != null) {
				faults.add(place + "is named " + tool.name() + " like another one");
			}
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			faults.add(place + ex.getMessage());
		}
	}

	private Tool tool(String bean, Class<?> type, Method method, AgentTool told) {
		Class<?> made = Optional.<Class<?>>ofNullable(this.beans.getType(bean, false)).orElse(type);
		BeanMethod action = new BeanMethod(() -> this.beans.getBean(bean), AopUtils.selectInvocableMethod(method, made),
				this.json, this.threads);
		return new Tool(told.name().isEmpty() ? method.getName() : told.name(), told.description(),
				action.schema(this.schemas), told.effect(), DurationStyle.detectAndParse(told.timeout()),
				told.maxOutput(), action);
	}

}
