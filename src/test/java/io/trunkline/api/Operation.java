package io.trunkline.api;

import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;

/**
 * An operation as the served document describes it.
 *
 * @param pointer where it stands in the document
 */
record Operation(String id, String method, String template, String pointer, JsonNode node) {

	String path(String call) {
		return this.template.replace("{id}", call);
	}

	/** The statuses that it may answer. */
	Set<Integer> statuses() {
		Set<Integer> statuses = new TreeSet<>();
		this.node.path("responses").propertyNames().forEach((status) -> statuses.add(Integer.valueOf(status)));
		return statuses;
	}

	/** How its body must be; missing if it has none. */
	JsonNode body() {
		return this.node.at("/requestBody/content/application~1json/schema");
	}

	/** Its parameters in this place. */
	Iterable<JsonNode> parameters(String in) {
		return this.node.path("parameters")
			.valueStream()
			.filter((parameter) -> in.equals(parameter.path("in").asString("")))
			.toList();
	}

	@Override
	public String toString() {
		return this.id;
	}

}
