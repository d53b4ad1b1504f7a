package io.trunkline.agent.tool.bean;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Tells the model about an argument of a tool, or a component of a record in one. */
@Documented
@Target({ ElementType.PARAMETER, ElementType.FIELD, ElementType.RECORD_COMPONENT })
@Retention(RetentionPolicy.RUNTIME)
public @interface ToolParam {

	/** What is to be given. */
	String value() default "";

	/** Whether the model must give it; if it does not, it is null or zero. */
	boolean required() default true;

}
