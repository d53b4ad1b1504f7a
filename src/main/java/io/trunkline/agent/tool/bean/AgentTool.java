package io.trunkline.agent.tool.bean;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.trunkline.agent.tool.Effect;

/**
 * Makes a tool of a method of a Spring bean. Its parameters become the arguments that the
 * model gives, except one of type {@link io.trunkline.agent.tool.ToolContext}, which the
 * model does not see. It runs on a virtual thread and may block. It may return text,
 * anything that becomes JSON, or a {@code Mono} or {@code CompletionStage} of these; it
 * may throw a {@link io.trunkline.agent.tool.ToolFailure} to tell the model why not.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AgentTool {

	/** As agents and the model name it; by default the method's name. */
	String name() default "";

	/** When to use it, for the model. */
	String description();

	/** A read may be interrupted at any time; a write never. */
	Effect effect() default Effect.WRITE;

	/** How long the model waits, at most 60s. */
	String timeout() default "10s";

	/** The longest answer in characters. */
	int maxOutput() default 4000;

}
