package io.trunkline.sandbox.openai.realtime;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;

import io.trunkline.sandbox.openai.Part;
import io.trunkline.sandbox.socket.ClientSocket;
import io.trunkline.sandbox.voice.SandboxVoice;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One session: carries out what the client wants, or says why not. Every call comes on
 * its socket's loop.
 */
final class TalkSession implements ClientSocket.Session {

	private final Outlet outlet;

	private final RealtimeOptions options;

	private final BiConsumer<String, JsonNode> journal;

	private final Settings settings;

	private final Items items = new Items();

	private final ItemDesk desk;

	private final Responses responses;

	private final CallerSide caller;

	/**
	 * Not open.
	 * @param journal told of every event of the client: what it is about, and the event
	 */
	TalkSession(Outlet outlet, String model, RealtimeOptions options, RealtimeFaults faults, Part part,
			SandboxVoice voice, BiConsumer<String, JsonNode> journal) {
		this.outlet = outlet;
		this.options = options;
		this.journal = journal;
		this.settings = new Settings(model);
		this.desk = new ItemDesk(outlet, this.items);
		this.responses = new Responses(outlet, options, faults, part, voice, this.settings, this.items);
		this.caller = new CallerSide(outlet, options, faults, this.settings, this.desk, this.responses);
	}

	@Override
	public void opened() {
		ObjectNode created = Outlet.event("session.created");
		created.set("session",
				this.settings.json().put("expires_at", Instant.now().plus(this.options.lifetime()).getEpochSecond()));
		this.outlet.send(created);
		this.outlet.after(this.options.lifetime(), this::expire);
	}

	/** The longest time is over. */
	void expire() {
		this.outlet
			.send(Complaint.of("session_expired", "Your session hit the maximum duration of 60 minutes.").event(""));
		this.outlet.close(1001, "Your session hit the maximum duration of 60 minutes.");
	}

	@Override
	public void closed() {
		this.responses.abandon();
	}

	List<String> items() {
		return this.items.texts();
	}

	Responses responses() {
		return this.responses;
	}

	@Override
	public void text(String message) {
		JsonNode event = parse(message);
		Complaint complaint = ClientRules.refuse(event);
		complaint = (complaint != null) ? complaint : carryOut(event);
		this.journal.accept((complaint == null) ? event.path("type").asString("") : "refused", event);
		if (complaint != null) {
			this.outlet.send(complaint.event(event.path("event_id").asString("")));
		}
	}

	private @Nullable Complaint carryOut(JsonNode event) {
		return switch (event.path("type").asString("")) {
			case "session.update" -> update(event.path("session"));
			case "input_audio_buffer.append" -> append(event.path("audio").asString(""));
			case "input_audio_buffer.commit" -> commit();
			case "input_audio_buffer.clear" -> {
				this.caller.clear();
				this.outlet.send(Outlet.event("input_audio_buffer.cleared"));
				yield null;
			}
			case "conversation.item.create" -> this.desk.create(event);
			case "conversation.item.truncate" ->
				this.desk.truncate(event.path("item_id").asString(""), event.path("audio_end_ms").asInt(0));
			case "conversation.item.delete" -> this.desk.delete(event.path("item_id").asString(""));
			case "conversation.item.retrieve" -> this.desk.retrieve(event.path("item_id").asString(""));
			case "response.create" -> this.responses.create(event.path("response"));
			default -> this.responses.cancel(event.path("response_id").asString(""));
		};
	}

	private @Nullable Complaint update(JsonNode changes) {
		String model = changes.path("model").asString("");
		if (!model.isEmpty() && !model.equals(this.settings.json().path("model").asString(""))) {
			return Complaint.invalid("session.model", "Cannot update a conversation's model.");
		}
		String voice = changes.at("/audio/output/voice").asString("");
		if (this.responses.haveSounded() && !voice.isEmpty() && !voice.equals(this.settings.voice())) {
			return Complaint.of("cannot_update_voice",
					"Cannot update a conversation's voice if assistant audio is present.");
		}
		this.settings.update(changes);
		ObjectNode updated = Outlet.event("session.updated");
		updated.set("session", this.settings.json());
		this.outlet.send(updated);
		return null;
	}

	private @Nullable Complaint append(String audio) {
		if (!this.settings.hearsTelephone()) {
			return Complaint.invalid("audio", "The sandbox hears audio/pcmu only.");
		}
		this.caller.hear(Base64.getDecoder().decode(audio));
		return null;
	}

	private @Nullable Complaint commit() {
		if (this.caller.isEmpty()) {
			return Complaint.of("input_audio_buffer_commit_empty", "Error committing input audio buffer: it is empty.");
		}
		this.caller.commit();
		return null;
	}

	private static JsonNode parse(String message) {
		try {
			return JsonMapper.shared().readTree(message);
		}
		catch (JacksonException ex) {
			return JsonMapper.shared().createObjectNode();
		}
	}

}
