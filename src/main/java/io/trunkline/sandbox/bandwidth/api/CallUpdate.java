package io.trunkline.sandbox.bandwidth.api;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.InvalidBxmlException;
import io.trunkline.sandbox.bandwidth.bxml.Verb.Redirect;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the body of an update asks for. */
public sealed interface CallUpdate {

	/** The call is to end. */
	record Complete() implements CallUpdate {
	}

	/** The call is to go on with another document. */
	record Continue(BxmlDocument document) implements CallUpdate {
	}

	/** The body breaks a rule. */
	record Invalid(String why) implements CallUpdate {
	}

	/** Reads a body. */
	static CallUpdate read(byte[] json) {
		try {
			return new Fields(JsonMapper.shared().readValue(json, new TypeReference<>() {
			})).read();
		}
		catch (JacksonException _) {
			return new Invalid("the body is not a JSON object");
		}
	}

	/** The fields of a body. */
	record Fields(Map<String, @Nullable Object> values) {

		private static final Set<String> KNOWN = Set.of("state", "redirectUrl", "redirectMethod", "username",
				"password", "redirectFallbackUrl", "redirectFallbackMethod", "fallbackUsername", "fallbackPassword",
				"tag");

		private CallUpdate read() {
			for (String name : this.values.keySet()) {
				if (!KNOWN.contains(name)) {
					return new Invalid("unknown field " + name);
				}
				if (this.values.get(name) != null && !(this.values.get(name) instanceof String)) {
					return new Invalid(name + " must be a string");
				}
			}
			return switch (text("state")) {
				case "completed" -> (text("redirectUrl") == null && text("tag") == null) ? new Complete()
						: new Invalid("redirectUrl and tag cannot be set when state is completed");
				case "active" -> redirect();
				case null -> redirect();
				default -> new Invalid("state must be active or completed");
			};
		}

		private CallUpdate redirect() {
			String url = text("redirectUrl");
			String tag = text("tag");
			String method = text("redirectMethod");
			if (url == null || url.length() > 2048) {
				return new Invalid("redirectUrl is required, and has 2048 characters at most");
			}
			if (tag != null && tag.length() > 4096) {
				return new Invalid("tag is longer than 4096");
			}
			if (method != null && !method.equals("POST")) {
				return new Invalid("redirectMethod must be POST: no carrier of the sandbox sends webhooks by GET");
			}
			try {
				Callback to = Callback.to(url, text("username"), text("password"));
				return new Continue(new BxmlDocument("Bxml", List.of(new Redirect(to, tag))));
			}
			catch (InvalidBxmlException ex) {
				return new Invalid("redirectUrl: " + ex.getMessage());
			}
		}

		private @Nullable String text(String name) {
			return (String) this.values.get(name);
		}

	}

}
