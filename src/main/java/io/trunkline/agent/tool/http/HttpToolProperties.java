package io.trunkline.agent.tool.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.tool.Effect;
import io.trunkline.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tools that are HTTP calls, as an operator writes them.
 *
 * @param tools by name, as the model will call them
 */
@ConfigurationProperties("trunkline")
record HttpToolProperties(@DefaultValue Map<String, Definition> tools) {

	/**
	 * One tool.
	 *
	 * @param description when to use it, for the model
	 * @param url with <code>{argument}</code> and <code>{{variable}}</code> in path and
	 * query
	 * @param headers sent with each request, and hidden like keys
	 * @param body JSON whose texts may have the same placeholders; empty sends the
	 * arguments as JSON where the method has a body
	 * @param arguments JSON Schema, as a tree or as JSON text
	 * @param effect read or write; by default GET reads and the others write
	 * @param timeout of one call, at most 60s
	 * @param allowedHosts must name the host of the URL
	 * @param maxOutput the longest answer in characters
	 */
	record Definition(@DefaultValue("") String description, @DefaultValue("GET") Method method,
			@DefaultValue("") String url, @DefaultValue Map<String, Secret> headers, @DefaultValue("") String body,
			@DefaultValue Map<String, Object> arguments, @Nullable Effect effect, @DefaultValue("10s") Duration timeout,
			@DefaultValue List<String> allowedHosts, @DefaultValue("4000") int maxOutput) {

		Effect effectOrDefault() {
			return (this.effect != null) ? this.effect : (this.method == Method.GET) ? Effect.READ : Effect.WRITE;
		}
	}

	/** Methods, and whether they send something. */
	enum Method {

		GET(false), POST(true), PUT(true), PATCH(true), DELETE(false);

		private final boolean withBody;

		Method(boolean withBody) {
			this.withBody = withBody;
		}

		boolean hasBody() {
			return this.withBody;
		}

	}

}
