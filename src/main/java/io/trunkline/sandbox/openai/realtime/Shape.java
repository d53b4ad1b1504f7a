package io.trunkline.sandbox.openai.realtime;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields that an object in JSON has; there are no others. */
record Shape(List<Field> fields) implements Rule {

	static Shape of(Field... fields) {
		return new Shape(List.of(fields));
	}

	static Field needs(String name, Rule rule) {
		return new Field(name, true, rule);
	}

	static Field may(String name, Rule rule) {
		return new Field(name, false, rule);
	}

	Shape with(Field... more) {
		return new Shape(Stream.concat(this.fields.stream(), Stream.of(more)).toList());
	}

	@Override
	public @Nullable Complaint complaint(JsonNode node, String path) {
		if (!node.isObject()) {
			return Complaint.invalid(path, "must be an object");
		}
		String prefix = path.isEmpty() ? "" : path + ".";
		Set<String> known = this.fields.stream().map(Field::name).collect(Collectors.toSet());
		for (String name : node.propertyNames()) {
			if (!known.contains(name)) {
				return Complaint.unknown(prefix + name);
			}
		}
		for (Field field : this.fields) {
			Complaint complaint = field.complaint(node, prefix);
			if (complaint != null) {
				return complaint;
			}
		}
		return null;
	}

	/** A field, whose value follows a rule. */
	record Field(String name, boolean needed, Rule rule) {

		private @Nullable Complaint complaint(JsonNode object, String prefix) {
			if (!object.has(this.name)) {
				return this.needed ? Complaint.missing(prefix + this.name) : null;
			}
			return this.rule.complaint(object.path(this.name), prefix + this.name);
		}

	}

}
