package io.trunkline.sandbox.openai.realtime;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a value in JSON must be. */
@FunctionalInterface
interface Rule {

	/** What is wrong with the value at this path; null if nothing is. */
	@Nullable Complaint complaint(JsonNode node, String path);

	static Rule anything() {
		return (node, path) -> null;
	}

	static Rule text() {
		return text((any) -> true);
	}

	static Rule text(Predicate<String> allowed) {
		return (node, path) -> (node.isString() && allowed.test(node.asString())) ? null
				: Complaint.invalid(path, "Invalid value for '" + path + "'.");
	}

	static Rule flag() {
		return (node, path) -> node.isBoolean() ? null : Complaint.invalid(path, "must be a boolean");
	}

	static Rule number(double least, double most) {
		return (node, path) -> (node.isNumber() && node.asDouble() >= least && node.asDouble() <= most) ? null
				: Complaint.invalid(path, "must be a number of " + least + " to " + most);
	}

	static Rule nullable(Rule rule) {
		return (node, path) -> node.isNull() ? null : rule.complaint(node, path);
	}

	static Rule list(Rule each) {
		return (node, path) -> {
			if (!node.isArray()) {
				return Complaint.invalid(path, "must be a list");
			}
			for (int at = 0; at < node.size(); at++) {
				Complaint complaint = each.complaint(node.path(at), path + "[" + at + "]");
				if (complaint != null) {
					return complaint;
				}
			}
			return null;
		};
	}

}
