package io.trunkline.agent.tool.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.netty.util.NetUtil;
import io.trunkline.agent.tool.ArgumentSchema;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Tool;
import io.trunkline.agent.tool.ToolSource;
import io.trunkline.agent.tool.http.HttpToolProperties.Definition;
import io.trunkline.secret.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Scheduler;

/** The tools under {@code trunkline.tools}. */
final class HttpTools implements ToolSource.Fixed {

	private static final Logger log = LoggerFactory.getLogger(HttpTools.class);

	/** Headers that belong to the connection or to this room. */
	private static final Set<String> OURS = Set.of("host", "content-length", "transfer-encoding", "connection",
			"idempotency-key");

	private final Map<String, Tool> tools = new TreeMap<>();

	private final WebClient web;

	private final Scheduler timer;

	/**
	 * Reads the definitions.
	 * @param timer counts timeouts
	 * @throws IllegalArgumentException when one cannot be used; names each setting to
	 * change, all at once
	 */
	HttpTools(Map<String, Definition> definitions, WebClient web, Scheduler timer) {
		this.web = web;
		this.timer = timer;
		List<String> faults = new ArrayList<>();
		definitions.forEach((name, definition) -> {
			try {
				this.tools.put(name, tool(name, definition));
			}
			catch (IllegalArgumentException ex) {
				faults.add("trunkline.tools." + name + ex.getMessage());
			}
		});
		if (!faults.isEmpty()) {
			throw new IllegalArgumentException("The HTTP tools cannot be used: " + String.join("; ", faults));
		}
	}

	@Override
	public Map<String, Tool> tools() {
		return Collections.unmodifiableMap(this.tools);
	}

	private Tool tool(String name, Definition definition) {
		require(!definition.description().isBlank(), ".description", "is empty; the model goes by it");
		UrlTemplate url = setting(".url", () -> UrlTemplate.of(definition.url()));
		ArgumentSchema arguments = setting(".arguments", () -> SchemaTree.read(definition.arguments()));
		Optional<BodyTemplate> body = Optional.of(definition.body())
			.filter((text) -> !text.isBlank())
			.map((text) -> setting(".body", () -> BodyTemplate.of(text)));
		checkHost(name, url, definition.allowedHosts());
		checkArguments(url, body, arguments);
		definition.headers()
			.keySet()
			.forEach((header) -> require(!OURS.contains(header.toLowerCase(Locale.ROOT)), ".headers." + header,
					"cannot be set"));
		Effect effect = definition.effectOrDefault();
		HttpCall call = new HttpCall(this.web, definition.method(), url, sendable(definition.headers()), body, effect,
				definition.timeout(), definition.maxOutput(), this.timer);
		return setting("", () -> new Tool(name, definition.description().strip(), arguments, effect,
				definition.timeout(), definition.maxOutput(), call));
	}

	/** One whose value was left empty is not sent. */
	private static Map<String, Secret> sendable(Map<String, Secret> headers) {
		Map<String, Secret> sendable = new TreeMap<>(headers);
		sendable.values().removeIf((value) -> !value.isSet());
		return sendable;
	}

	private static void checkHost(String name, UrlTemplate url, List<String> allowedHosts) {
		require(allowedHosts.stream().anyMatch((host) -> host.strip().equalsIgnoreCase(url.host())), ".allowed-hosts",
				"does not name the host of the URL, " + url.host());
		byte[] literal = NetUtil.createByteArrayFromIpAddressString(url.host());
		require(literal == null || HttpToolClient.isFit(literal), ".url",
				"leads to a link-local, multicast or unspecified address");
		if (!url.isEncrypted()) {
			log.warn("trunkline.tools.{}.url is plain http: arguments and headers travel unencrypted", name);
		}
	}

	private static void checkArguments(UrlTemplate url, Optional<BodyTemplate> body, ArgumentSchema arguments) {
		url.pathArguments()
			.forEach((argument) -> require(arguments.requires(argument), ".arguments",
					"does not require " + argument + ", which stands in the path of the URL"));
		Stream.of(url.pathArguments(), url.queryArguments(), body.map(BodyTemplate::arguments).orElse(List.of()))
			.flatMap(List::stream)
			.forEach((argument) -> require(arguments.describes(argument), ".arguments",
					"does not describe " + argument + ", which stands in the URL or body"));
	}

	private static void require(boolean fit, String setting, String fault) {
		if (!fit) {
			throw new IllegalArgumentException(setting + " " + fault);
		}
	}

	private static <T> T setting(String setting, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(setting + " " + ex.getMessage(), ex);
		}
	}

}
