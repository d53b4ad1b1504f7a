package io.trunkline.engine.realtime;

import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What we tell the server. */
sealed interface ClientEvent {

	/** As the server reads it. */
	default String json() {
		return write().toString();
	}

	ObjectNode write();

	/** Settings of the session; only those that are there change. */
	record Update(ObjectNode session) implements ClientEvent {

		@Override
		public ObjectNode write() {
			ObjectNode event = event("session.update");
			event.set("session", this.session);
			return event;
		}

	}

	/** The caller's next sound. */
	record Append(byte[] sound) implements ClientEvent {

		@Override
		public ObjectNode write() {
			return event("input_audio_buffer.append").put("audio", Base64.getEncoder().encodeToString(this.sound));
		}

	}

	/**
	 * Something that the conversation has beside sound.
	 *
	 * @param after the id of the item before it; {@code root} for none, null for the end
	 */
	record Create(Item item, @Nullable String after) implements ClientEvent {

		@Override
		public ObjectNode write() {
			ObjectNode event = event("conversation.item.create");
			if (this.after != null) {
				event.put("previous_item_id", this.after);
			}
			event.set("item", this.item.write());
			return event;
		}

	}

	/** What was heard of an item that was interrupted. */
	record Truncate(String itemId, int contentIndex, long audioEndMs) implements ClientEvent {

		@Override
		public ObjectNode write() {
			return event("conversation.item.truncate").put("item_id", this.itemId)
				.put("content_index", this.contentIndex)
				.put("audio_end_ms", this.audioEndMs);
		}

	}

	/** An item is no part of the conversation any more. */
	record Delete(String itemId) implements ClientEvent {

		@Override
		public ObjectNode write() {
			return event("conversation.item.delete").put("item_id", this.itemId);
		}

	}

	/** The conversation is to be answered. */
	record Respond(String round) implements ClientEvent {

		@Override
		public ObjectNode write() {
			ObjectNode event = event("response.create").put("event_id", this.round);
			event.putObject("response").putObject("metadata").put("round", this.round);
			return event;
		}

	}

	/**
	 * Something else is to be answered, of which the conversation learns nothing.
	 *
	 * @param spoken whether with sound; else in writing
	 * @param input all that is to be known
	 */
	record Aside(String round, String instructions, boolean spoken, List<Item> input) implements ClientEvent {

		public Aside {
			input = List.copyOf(input);
		}

		@Override
		public ObjectNode write() {
			ObjectNode event = event("response.create").put("event_id", this.round);
			ObjectNode response = event.putObject("response");
			response.put("conversation", "none").put("instructions", this.instructions).put("tool_choice", "none");
			response.putArray("output_modalities").add(this.spoken ? "audio" : "text");
			response.putObject("metadata").put("round", this.round);
			ArrayNode items = response.putArray("input");
			this.input.forEach((item) -> items.add(item.write()));
			return event;
		}

	}

	/** A reply is not wanted any more. */
	record Cancel(String responseId) implements ClientEvent {

		@Override
		public ObjectNode write() {
			return event("response.cancel").put("response_id", this.responseId);
		}

	}

	private static ObjectNode event(String type) {
		return JsonMapper.shared().createObjectNode().put("type", type);
	}

	/**
	 * An entry of a conversation; those of sound are made by the server only.
	 */
	sealed interface Item {

		ObjectNode write();

		/** Something said: {@code user}, {@code assistant} or {@code system}. */
		record Said(String id, String role, String text) implements Item {

			@Override
			public ObjectNode write() {
				ObjectNode item = item(this.id, "message").put("role", this.role);
				item.putArray("content")
					.addObject()
					.put("type", this.role.equals("assistant") ? "output_text" : "input_text")
					.put("text", this.text);
				return item;
			}

		}

		/** A call of a tool. */
		record Call(String id, String callId, String name, String arguments) implements Item {

			@Override
			public ObjectNode write() {
				return item(this.id, "function_call").put("call_id", this.callId)
					.put("name", this.name)
					.put("arguments", this.arguments);
			}

		}

		/** What came of it. */
		record Result(String id, String callId, String output) implements Item {

			@Override
			public ObjectNode write() {
				return item(this.id, "function_call_output").put("call_id", this.callId).put("output", this.output);
			}

		}

		private static ObjectNode item(String id, String type) {
			return JsonMapper.shared().createObjectNode().put("id", id).put("type", type);
		}

	}

}
