package io.trunkline.language.openai;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the tests of this room start from. */
final class OpenAiFixtures {

	static final Prompt HELLO = new Prompt("", "Be brief.", List.of(new Message.Caller("Hello")), List.of());

	private OpenAiFixtures() {
	}

	/** Binds settings as the application does; the names come without their prefix. */
	static OpenAiProperties properties(Map<String, String> settings) {
		Map<String, String> prefixed = new HashMap<>();
		settings.forEach((name, value) -> prefixed.put("trunkline.openai." + name, value));
		return new Binder(new MapConfigurationPropertySource(prefixed)).bindOrCreate("trunkline.openai",
				OpenAiProperties.class);
	}

	/** A chunk that adds text. */
	static String text(String content) {
		return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"},\"finish_reason\":null}]}";
	}

	/** A chunk that ends the answer. */
	static String finish(String reason) {
		return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
	}

}
