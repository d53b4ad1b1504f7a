package io.trunkline.agent.tool.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.util.NetUtil;
import io.trunkline.agent.tool.ToolFailure;
import org.springframework.web.util.UriUtils;

/**
 * A URL with placeholders in its path and query. Whatever values come, the scheme, host,
 * port, the number of path segments and the names of the query stay as they were written.
 */
final class UrlTemplate {

	private static final Pattern SHAPE = Pattern
		.compile("(?<origin>https?://[^/?#{}\\s@\\\\]+)(?<path>/[^?#\\s\\\\]*)?(?:\\?(?<query>[^#\\s]*))?");

	private static final int LONGEST = 2000;

	private final URI origin;

	private final List<Template> segments;

	private final List<Parameter> parameters;

	private UrlTemplate(URI origin, List<Template> segments, List<Parameter> parameters) {
		this.origin = origin;
		this.segments = segments;
		this.parameters = parameters;
	}

	/**
	 * One part of the query.
	 *
	 * @param start all up to and including the equals sign
	 */
	private record Parameter(String start, Template value) {

		static Parameter of(String text) {
			int equals = text.indexOf('=') + 1;
			Template start = Template.of(text.substring(0, equals));
			if (!start.isLiteral()) {
				throw new IllegalArgumentException("has a placeholder in the name of a query parameter");
			}
			return new Parameter(text.substring(0, equals), Template.of(text.substring(equals)));
		}

	}

	/**
	 * Reads a template.
	 * @throws IllegalArgumentException if placeholders could change where it leads to;
	 * the message goes on from the name of the setting
	 */
	static UrlTemplate of(String text) {
		Matcher shape = SHAPE.matcher(text);
		if (!shape.matches()) {
			throw new IllegalArgumentException(
					"must be http:// or https://, a host, a path and perhaps a query; placeholders may stand in path "
							+ "and query only");
		}
		URI origin = URI.create(shape.group("origin"));
		if (origin.getHost() == null || isOddAddress(origin.getHost())) {
			throw new IllegalArgumentException("has no valid host");
		}
		String path = Optional.ofNullable(shape.group("path")).orElse("/").substring(1);
		List<Template> segments = Arrays.stream(path.split("/", -1)).map(UrlTemplate::segment).toList();
		List<Parameter> parameters = Stream.ofNullable(shape.group("query"))
			.flatMap((query) -> Arrays.stream(query.split("&")))
			.map(Parameter::of)
			.toList();
		URI.create(text.replaceAll("[{}]", ""));
		return new UrlTemplate(origin, segments, parameters);
	}

	/** Such as {@code 2130706433} and {@code 0x7f.1}, which not everybody reads alike. */
	private static boolean isOddAddress(String host) {
		String end = host.substring(host.lastIndexOf('.') + 1);
		return end.matches("(?i)[0-9]+|0x[0-9a-f]*") && !NetUtil.isValidIpV4Address(host);
	}

	private static Template segment(String text) {
		if (isDots(text)) {
			throw new IllegalArgumentException("has a path segment . or ..");
		}
		return Template.of(text);
	}

	String host() {
		return this.origin.getHost().toLowerCase(Locale.ROOT);
	}

	boolean isEncrypted() {
		return "https".equals(this.origin.getScheme());
	}

	/** The arguments without which there is no path. */
	List<String> pathArguments() {
		return this.segments.stream().flatMap((segment) -> segment.arguments().stream()).toList();
	}

	List<String> queryArguments() {
		return this.parameters.stream().flatMap((parameter) -> parameter.value().arguments().stream()).toList();
	}

	/**
	 * The URL of one call. A query parameter without a value is left out.
	 * @throws ToolFailure if a value could change where the URL leads to, or one of the
	 * path is missing
	 */
	URI fill(Values values) {
		String path = this.segments.stream()
			.map((segment) -> "/" + fill(segment, values))
			.collect(Collectors.joining());
		String query = this.parameters.stream()
			.flatMap((parameter) -> parameter.value()
				.fill(values, UrlTemplate::encode)
				.map((value) -> parameter.start() + value)
				.stream())
			.collect(Collectors.joining("&"));
		return URI.create(this.origin + path + (query.isEmpty() ? "" : "?" + query));
	}

	private static String fill(Template segment, Values values) {
		String filled = segment.fill(values, UrlTemplate::encodeInPath)
			.orElseThrow(() -> new ToolFailure("Something that is needed for this is not known in this call."));
		if (isDots(filled)) {
			throw new ToolFailure("An argument cannot be used as it is.");
		}
		return filled;
	}

	/**
	 * Some servers decode a path before they split it: a slash is not let through in any
	 * form.
	 */
	private static String encodeInPath(String value) {
		if (value.isEmpty() || value.chars().anyMatch((c) -> c == '/' || c == '\\' || c == '%' || c == ';')
				|| value.chars().anyMatch(Character::isISOControl)) {
			throw new ToolFailure("An argument is empty or has characters that cannot be used here.");
		}
		return encode(value);
	}

	private static String encode(String value) {
		if (value.length() > LONGEST) {
			throw new ToolFailure("An argument is too long.");
		}
		return UriUtils.encode(value, StandardCharsets.UTF_8);
	}

	private static boolean isDots(String segment) {
		String plain = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
		return plain.equals(".") || plain.equals("..");
	}

}
