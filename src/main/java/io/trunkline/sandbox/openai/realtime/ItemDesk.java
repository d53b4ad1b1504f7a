package io.trunkline.sandbox.openai.realtime;

import io.trunkline.sandbox.openai.realtime.Items.Item;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes the conversation's items as the client wants it, and tells of it. What cannot
 * be done changes nothing.
 */
final class ItemDesk {

	private final Outlet outlet;

	private final Items items;

	ItemDesk(Outlet outlet, Items items) {
		this.outlet = outlet;
		this.items = items;
	}

	/** The last item's id; null if there is none. */
	@Nullable String lastId() {
		return this.items.lastId();
	}

	/** Adds an item that is complete to the end. */
	void append(Item item) {
		String before = this.items.lastId();
		this.items.add(item);
		added(item, before);
	}

	@Nullable Complaint create(JsonNode event) {
		Item item = Item.of(event.path("item"));
		if (this.items.find(item.id) != null) {
			return Complaint.invalid("item.id", "Error adding item: an item with this id already exists.");
		}
		String after = event.path("previous_item_id").asString("");
		if (after.isEmpty()) {
			append(item);
			return null;
		}
		if (!this.items.addAfter(item, after)) {
			return Complaint.invalid("previous_item_id", "Error adding item: the previous item does not exist.");
		}
		added(item, after);
		return null;
	}

	@Nullable Complaint truncate(String id, int millis) {
		Item item = this.items.find(id);
		if (item == null || item.audioMillis < 0 || !item.role.equals("assistant")) {
			return Complaint.invalid("item_id", "Only the agent's sound can be truncated.");
		}
		if (millis > item.audioMillis) {
			return Complaint.invalid("audio_end_ms",
					"Audio content of " + item.audioMillis + "ms is already shorter than " + millis + "ms");
		}
		item.truncate(millis);
		this.outlet.send(Outlet.event("conversation.item.truncated")
			.put("item_id", id)
			.put("content_index", 0)
			.put("audio_end_ms", millis));
		return null;
	}

	@Nullable Complaint delete(String id) {
		if (!this.items.remove(id)) {
			return Complaint.invalid("item_id", "Error deleting item: it does not exist.");
		}
		this.outlet.send(Outlet.event("conversation.item.deleted").put("item_id", id));
		return null;
	}

	@Nullable Complaint retrieve(String id) {
		Item item = this.items.find(id);
		if (item == null) {
			return Complaint.invalid("item_id", "Error retrieving item: it does not exist.");
		}
		ObjectNode event = Outlet.event("conversation.item.retrieved");
		event.set("item", item.json("completed"));
		this.outlet.send(event);
		return null;
	}

	private void added(Item item, @Nullable String before) {
		for (String type : new String[] { "conversation.item.added", "conversation.item.done" }) {
			ObjectNode event = Outlet.event(type).put("previous_item_id", before);
			event.set("item", item.json("completed"));
			this.outlet.send(event);
		}
	}

}
