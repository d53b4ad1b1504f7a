package io.trunkline.engine.speech;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How agents speak with a synthesiser.
 *
 * @param preparePhrases whether the greetings and phrases of all agents are rendered when
 * the service starts, instead of when they are said first
 */
@ConfigurationProperties("trunkline.speaking")
record SpeakingProperties(@DefaultValue("true") boolean preparePhrases) {
}
