package io.trunkline;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** Tells an operator which setting chose a provider that is not there. */
@Order(0)
class ProviderMissingFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	/** By the port's name. */
	private static final Map<String, String> SETTINGS = Map.of("io.trunkline.speech.SpeechRecognizer", "recognizer",
			"io.trunkline.speech.SpeechSynthesizer", "synthesizer", "io.trunkline.language.LanguageModel", "model");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		Class<?> port = cause.getBeanType();
		String setting = (port != null) ? SETTINGS.get(port.getName()) : null;
		if (port == null || setting == null) {
			return null;
		}
		return new FailureAnalysis(
				"trunkline.providers." + setting + " chooses a provider that is not there: no bean is a "
						+ port.getName() + ".",
				"Correct the name, remove the setting to have the usual provider, or put the provider's jar on the "
						+ "class path (docs/own-provider.md).",
				cause);
	}

}
