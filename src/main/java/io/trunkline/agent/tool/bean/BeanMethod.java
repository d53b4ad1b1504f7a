package io.trunkline.agent.tool.bean;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.trunkline.agent.tool.ArgumentSchema;
import io.trunkline.agent.tool.Invocation;
import io.trunkline.agent.tool.ToolAction;
import io.trunkline.agent.tool.ToolContext;
import io.trunkline.agent.tool.ToolFailure;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A method of a bean as a tool. */
final class BeanMethod implements ToolAction {

	private final Supplier<Object> bean;

	private final Method method;

	private final JsonMapper json;

	private final ToolThreads threads;

	/**
	 * Makes it.
	 * @param bean looked up at each call, so that it may be made after its description
	 * @throws IllegalArgumentException if the method cannot be a tool; the message goes
	 * on from the method's name
	 */
	BeanMethod(Supplier<Object> bean, Method method, JsonMapper json, ToolThreads threads) {
		Class<?> type = method.getReturnType();
		if (Publisher.class.isAssignableFrom(type) && type != Mono.class) {
			throw new IllegalArgumentException("returns a publisher other than Mono");
		}
		ReflectionUtils.makeAccessible(method);
		this.bean = bean;
		this.method = method;
		this.json = json;
		this.threads = threads;
	}

	/** What the model is asked for. */
	ArgumentSchema schema(ParameterSchemas schemas) {
		return schemas.of(Arrays.stream(this.method.getParameters())
			.filter((parameter) -> parameter.getType() != ToolContext.class)
			.toList());
	}

	@Override
	public Mono<String> run(Invocation invocation) {
		return this.threads.run(() -> call(invocation)).flatMap(this::awaited);
	}

	private @Nullable Object call(Invocation invocation) throws Exception {
		List<@Nullable Object> arguments = new ArrayList<>();
		for (Parameter parameter : this.method.getParameters()) {
			arguments.add((parameter.getType() == ToolContext.class) ? invocation.context()
					: argument(parameter, invocation.arguments().path(parameter.getName())));
		}
		try {
			return this.method.invoke(this.bean.get(), arguments.toArray());
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

	/** A value may fit the schema and still be none, such as a date of 30 February. */
	private @Nullable Object argument(Parameter parameter, JsonNode value) {
		try {
			var type = this.json.constructType(parameter.getParameterizedType());
			return this.json.convertValue(value.isMissingNode() ? this.json.nullNode() : value, type);
		}
		catch (JacksonException _) {
			throw new ToolFailure(parameter.getName() + " cannot be used as it is.");
		}
	}

	private Mono<String> awaited(Object result) {
		return switch (result) {
			case Mono<?> mono -> mono.map(this::text);
			case CompletionStage<?> stage -> Mono.fromCompletionStage(stage).map(this::text);
			default -> Mono.just(text(result));
		};
	}

	private String text(Object result) {
		return (result instanceof CharSequence text) ? text.toString() : this.json.writeValueAsString(result);
	}

}
