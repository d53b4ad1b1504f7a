package io.trunkline.agent.tool;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import tools.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param id the model's name of this call, unique in the conversation
 * @param arguments fit the tool's schema
 * @param context the telephone call
 */
public record Invocation(String id, ObjectNode arguments, ToolContext context) {

	/** The same for the same call of a tool, wherever and however often it is sent. */
	public String idempotencyKey() {
		String name = this.context.call() + '\n' + this.id;
		return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
	}

}
