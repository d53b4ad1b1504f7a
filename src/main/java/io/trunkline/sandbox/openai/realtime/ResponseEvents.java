package io.trunkline.sandbox.openai.realtime;

import java.util.Base64;

import io.trunkline.sandbox.openai.realtime.Items.Item;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is told of one response, from {@code response.created} to {@code response.done}.
 * On the socket's loop.
 */
final class ResponseEvents {

	private final String id = Outlet.newId("resp");

	private final ArrayNode output = JsonMapper.shared().createArrayNode();

	private final Outlet outlet;

	private final @Nullable Items items;

	private final JsonNode metadata;

	private final boolean spoken;

	/**
	 * Tells nothing yet.
	 * @param items where its items go; null if the conversation learns nothing of it
	 * @param spoken whether it is sound; else it is in writing
	 */
	ResponseEvents(Outlet outlet, @Nullable Items items, JsonNode metadata, boolean spoken) {
		this.outlet = outlet;
		this.items = items;
		this.metadata = metadata;
		this.spoken = spoken;
	}

	String id() {
		return this.id;
	}

	void created() {
		ObjectNode created = Outlet.event("response.created");
		created.set("response", json("in_progress"));
		this.outlet.send(created);
		ObjectNode limits = Outlet.event("rate_limits.updated");
		limits.putArray("rate_limits")
			.addObject()
			.put("name", "requests")
			.put("limit", 1000)
			.put("remaining", 999)
			.put("reset_seconds", 60);
		this.outlet.send(limits);
	}

	/** A message begins. */
	void began(Item message) {
		added(message);
		this.outlet.send(part("response.content_part.added", message));
	}

	void sounded(Item message, byte[] sound) {
		this.outlet.send(
				about("response.output_audio.delta", message).put("delta", Base64.getEncoder().encodeToString(sound)));
	}

	/** These words belong to the sound. */
	void worded(Item message, String words) {
		this.outlet.send(about("response.output_audio_transcript.delta", message).put("delta", words));
	}

	/** A message ends, in the middle if need be. */
	void ended(Item message, String status) {
		if (this.spoken) {
			this.outlet.send(about("response.output_audio.done", message));
			this.outlet.send(about("response.output_audio_transcript.done", message).put("transcript", message.text));
		}
		else {
			this.outlet.send(about("response.output_text.delta", message).put("delta", message.text));
			this.outlet.send(about("response.output_text.done", message).put("text", message.text));
		}
		this.outlet.send(part("response.content_part.done", message));
		itemDone(message, status);
	}

	/** A tool is called. */
	void called(Item call, String arguments) {
		added(call);
		call.text = arguments;
		this.outlet.send(aboutCall("response.function_call_arguments.delta", call).put("delta", arguments));
		this.outlet.send(aboutCall("response.function_call_arguments.done", call).put("name", call.name)
			.put("arguments", arguments));
		itemDone(call, "completed");
	}

	/**
	 * It is over.
	 * @param reason why it was cancelled; empty if it was not
	 * @param code how it failed; empty if it did not
	 */
	void done(String status, String reason, String code) {
		ObjectNode response = json(status);
		if (!status.equals("completed")) {
			ObjectNode details = response.putObject("status_details").put("type", status);
			if (!reason.isEmpty()) {
				details.put("reason", reason);
			}
			if (!code.isEmpty()) {
				details.putObject("error").put("type", "server_error").put("code", code);
			}
		}
		response.putObject("usage").put("total_tokens", 10).put("input_tokens", 8).put("output_tokens", 2);
		ObjectNode event = Outlet.event("response.done");
		event.set("response", response);
		this.outlet.send(event);
	}

	private void added(Item item) {
		ObjectNode event = aboutItem("response.output_item.added");
		event.set("item", item.json("in_progress"));
		this.outlet.send(event);
		if (this.items != null) {
			ObjectNode known = Outlet.event("conversation.item.added").put("previous_item_id", this.items.lastId());
			known.set("item", item.json("in_progress"));
			this.items.add(item);
			this.outlet.send(known);
		}
	}

	private void itemDone(Item item, String status) {
		ObjectNode event = aboutItem("response.output_item.done");
		event.set("item", item.json(status));
		this.output.add(item.json(status));
		this.outlet.send(event);
		if (this.items != null) {
			ObjectNode known = Outlet.event("conversation.item.done");
			known.set("item", item.json(status));
			this.outlet.send(known);
		}
	}

	private ObjectNode json(String status) {
		ObjectNode response = JsonMapper.shared()
			.createObjectNode()
			.put("id", this.id)
			.put("object", "realtime.response")
			.put("status", status);
		response.set("output", this.output.deepCopy());
		response.set("metadata", this.metadata);
		return response;
	}

	private ObjectNode part(String type, Item item) {
		ObjectNode event = about(type, item);
		event.putObject("part")
			.put("type", this.spoken ? "audio" : "text")
			.put(this.spoken ? "transcript" : "text", item.text);
		return event;
	}

	private ObjectNode about(String type, Item item) {
		return aboutItem(type).put("item_id", item.id).put("content_index", 0);
	}

	private ObjectNode aboutCall(String type, Item item) {
		return aboutItem(type).put("item_id", item.id).put("call_id", item.callId);
	}

	/** About the item whose turn it is. */
	private ObjectNode aboutItem(String type) {
		return Outlet.event(type).put("response_id", this.id).put("output_index", this.output.size());
	}

}
