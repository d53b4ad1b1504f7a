package io.trunkline.language;

/**
 * A tool call that the model asked for.
 *
 * @param id the model's name of this call, unique in the conversation
 * @param name the tool
 * @param arguments what should be a JSON object; the model may have got it wrong
 */
public record ToolCall(String id, String name, String arguments) {
}
