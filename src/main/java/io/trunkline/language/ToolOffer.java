package io.trunkline.language;

/**
 * A tool that the model may call.
 *
 * @param name as the model will call it
 * @param description when to use it
 * @param schema JSON Schema of the arguments, as JSON text
 */
public record ToolOffer(String name, String description, String schema) {
}
