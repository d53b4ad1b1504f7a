package io.trunkline.agent.tool.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Text with placeholders: <code>{argument}</code> is what the model gave,
 * <code>{{variable}}</code> what the call brought along.
 */
final class Template {

	private static final String NAME = "([A-Za-z_][A-Za-z0-9_-]*)";

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{" + NAME + "}}|\\{" + NAME + "}");

	private final List<Part> parts;

	private Template(List<Part> parts) {
		this.parts = parts;
	}

	private sealed interface Part {

		record Literal(String text) implements Part {
		}

		record Argument(String name) implements Part {
		}

		record Variable(String name) implements Part {
		}

	}

	/**
	 * Reads a template.
	 * @throws IllegalArgumentException if a brace belongs to no placeholder
	 */
	static Template of(String text) {
		List<Part> parts = new ArrayList<>();
		Matcher matcher = PLACEHOLDER.matcher(text);
		int end = 0;
		while (matcher.find()) {
			addLiteral(text.substring(end, matcher.start()), parts);
			String variable = matcher.group(1);
			parts.add((variable != null) ? new Part.Variable(variable) : new Part.Argument(matcher.group(2)));
			end = matcher.end();
		}
		addLiteral(text.substring(end), parts);
		return new Template(List.copyOf(parts));
	}

	private static void addLiteral(String text, List<Part> parts) {
		if (text.contains("{") || text.contains("}")) {
			throw new IllegalArgumentException("has a brace that belongs to no {argument} or {{variable}}");
		}
		if (!text.isEmpty()) {
			parts.add(new Part.Literal(text));
		}
	}

	boolean isLiteral() {
		return this.parts.stream().allMatch(Part.Literal.class::isInstance);
	}

	/** The arguments that it wants. */
	List<String> arguments() {
		return this.parts.stream()
			.filter(Part.Argument.class::isInstance)
			.map((part) -> ((Part.Argument) part).name())
			.toList();
	}

	/**
	 * Puts values in place of placeholders.
	 * @param encoding applied to each value, not to the text between them
	 * @return empty if there is no value for one of them
	 */
	Optional<String> fill(Values values, UnaryOperator<String> encoding) {
		StringBuilder filled = new StringBuilder();
		for (Part part : this.parts) {
			Optional<String> text = switch (part) {
				case Part.Literal(String literal) -> Optional.of(literal);
				case Part.Argument(String name) -> values.plain(name).map(encoding);
				case Part.Variable(String name) -> values.variable(name).map(encoding);
			};
			if (text.isEmpty()) {
				return Optional.empty();
			}
			filled.append(text.get());
		}
		return Optional.of(filled.toString());
	}

	/** The same, but a single argument keeps its JSON type. */
	Optional<JsonNode> fillJson(Values values, Function<String, JsonNode> text) {
		if (this.parts.size() == 1 && this.parts.getFirst() instanceof Part.Argument(String name)) {
			return values.argument(name);
		}
		return fill(values, UnaryOperator.identity()).map(text);
	}

}
