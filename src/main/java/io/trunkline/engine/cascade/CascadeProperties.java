package io.trunkline.engine.cascade;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How recogniser, model and synthesiser work together.
 *
 * @param preparePhrases whether the greetings and phrases of all agents are rendered when
 * the service starts, instead of when they are said first
 */
@ConfigurationProperties("trunkline.cascade")
record CascadeProperties(@DefaultValue("true") boolean preparePhrases) {
}
