package io.trunkline.agent.tool;

/**
 * A tool as a model is told of it.
 *
 * @param name as the model will call it
 * @param description when to use it
 * @param schema JSON Schema of the arguments, as JSON text
 */
public record ToolDescription(String name, String description, String schema) {
}
