package io.trunkline.sandbox.openai.realtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import io.trunkline.sandbox.openai.Answer;
import io.trunkline.sandbox.openai.Conversation;
import io.trunkline.sandbox.openai.Part;
import io.trunkline.sandbox.openai.realtime.Items.Item;
import io.trunkline.sandbox.voice.SandboxVoice;
import io.trunkline.sandbox.voice.Utterance;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One session; every call comes on its socket's loop. */
final class TalkSession implements CallerSide.Listener {

	private static final Utterance SILENT = new Utterance(new byte[0], List.of());

	private final Outlet outlet;

	private final RealtimeOptions options;

	private final RealtimeFaults faults;

	private final Part part;

	private final SandboxVoice voice;

	private final BiConsumer<String, JsonNode> journal;

	private final Settings settings;

	private final Items items = new Items();

	private final CallerSide caller;

	/** Under way, by id; that of the conversation is one of them. */
	private final Map<String, Performance> performances = new LinkedHashMap<>();

	private final Disposable.Swap idle = Disposables.swap();

	/** The conversation's answer under way, or being thought of. */
	private boolean answering;

	/** Responses from their request to their end; read from any thread. */
	private final AtomicInteger underWay = new AtomicInteger();

	private @Nullable Performance active;

	private boolean sounded;

	/**
	 * Not open.
	 * @param journal told of every event of the client: what it is about, and the event
	 */
	TalkSession(Outlet outlet, String model, RealtimeOptions options, RealtimeFaults faults, Part part,
			SandboxVoice voice, BiConsumer<String, JsonNode> journal) {
		this.outlet = outlet;
		this.options = options;
		this.faults = faults;
		this.part = part;
		this.voice = voice;
		this.journal = journal;
		this.settings = new Settings(model);
		this.caller = new CallerSide(outlet, options, faults, this.settings, this.items, this);
	}

	void opened() {
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

	void closed() {
		this.performances.values().forEach(Performance::abandon);
	}

	List<String> items() {
		return this.items.texts();
	}

	int underWay() {
		return this.underWay.get();
	}

	void text(String message) {
		JsonNode event = parse(message);
		Complaint complaint = ClientRules.refuse(event);
		complaint = (complaint != null) ? complaint : carryOut(event);
		this.journal.accept((complaint == null) ? event.path("type").asString("") : "refused", event);
		if (complaint != null) {
			this.outlet.send(complaint.event(event.path("event_id").asString("")));
		}
	}

	@Override
	public void began() {
		this.idle.update(Disposables.disposed());
		if (this.settings.interruptsResponse() && this.active != null) {
			this.active.cancel("turn_detected");
		}
	}

	@Override
	public void ended() {
		if (this.settings.createsResponse() && !this.answering) {
			answer(JsonMapper.shared().createObjectNode());
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
			case "conversation.item.create" -> create(event);
			case "conversation.item.truncate" ->
				truncate(event.path("item_id").asString(""), event.path("audio_end_ms").asInt(0));
			case "conversation.item.delete" -> delete(event.path("item_id").asString(""));
			case "conversation.item.retrieve" -> retrieve(event.path("item_id").asString(""));
			case "response.create" -> respond(event.path("response"));
			default -> cancel(event.path("response_id").asString(""));
		};
	}

	private @Nullable Complaint update(JsonNode changes) {
		String model = changes.path("model").asString("");
		if (!model.isEmpty() && !model.equals(this.settings.json().path("model").asString(""))) {
			return Complaint.invalid("session.model", "Cannot update a conversation's model.");
		}
		String voice = changes.at("/audio/output/voice").asString("");
		if (this.sounded && !voice.isEmpty() && !voice.equals(this.settings.voice())) {
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

	private @Nullable Complaint create(JsonNode event) {
		Item item = Item.of(event.path("item"));
		if (this.items.find(item.id) != null) {
			return Complaint.invalid("item.id", "Error adding item: an item with this id already exists.");
		}
		String after = event.path("previous_item_id").asString("");
		String before = after.isEmpty() ? this.items.lastId() : after;
		if (after.isEmpty()) {
			this.items.add(item);
		}
		else if (!this.items.addAfter(item, after)) {
			return Complaint.invalid("previous_item_id", "Error adding item: the previous item does not exist.");
		}
		for (String type : new String[] { "conversation.item.added", "conversation.item.done" }) {
			ObjectNode told = Outlet.event(type).put("previous_item_id", before);
			told.set("item", item.json("completed"));
			this.outlet.send(told);
		}
		return null;
	}

	private @Nullable Complaint truncate(String id, int millis) {
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

	private @Nullable Complaint delete(String id) {
		if (!this.items.remove(id)) {
			return Complaint.invalid("item_id", "Error deleting item: it does not exist.");
		}
		this.outlet.send(Outlet.event("conversation.item.deleted").put("item_id", id));
		return null;
	}

	private @Nullable Complaint retrieve(String id) {
		Item item = this.items.find(id);
		if (item == null) {
			return Complaint.invalid("item_id", "Error retrieving item: it does not exist.");
		}
		ObjectNode event = Outlet.event("conversation.item.retrieved");
		event.set("item", item.json("completed"));
		this.outlet.send(event);
		return null;
	}

	private @Nullable Complaint respond(JsonNode wish) {
		if (wish.path("conversation").asString("auto").equals("none")) {
			perform(wish, new Part.Performance(aside(wish), this.options.firstAudio(), Duration.ZERO, null), null);
			return null;
		}
		if (this.answering) {
			return Complaint.of("conversation_already_has_active_response",
					"Conversation already has an active response in progress.");
		}
		RealtimeFault.AtReply fault = this.faults.next(RealtimeFault.AtReply.class);
		if (fault instanceof RealtimeFault.Refuse(String code)) {
			return Complaint.of(code, "This refusal was asked for");
		}
		if (fault instanceof RealtimeFault.Complain(String code)) {
			this.outlet.send(Complaint.of(code, "This error was asked for").event(""));
		}
		answer(wish, fault);
		return null;
	}

	private @Nullable Complaint cancel(String id) {
		Performance asked = id.isEmpty() ? this.active : this.performances.get(id);
		if (asked == null) {
			return Complaint.of("response_cancel_not_active", "Cancellation failed: no active response found");
		}
		asked.cancel("client_cancelled");
		return null;
	}

	private void answer(JsonNode wish) {
		answer(wish, null);
	}

	private void answer(JsonNode wish, RealtimeFault.@Nullable AtReply fault) {
		this.answering = true;
		this.idle.update(Disposables.disposed());
		String instructions = wish.path("instructions").asString(this.settings.instructions());
		Set<String> tools = wish.path("tool_choice").asString("").equals("none") ? Set.of() : this.settings.tools();
		Conversation conversation = this.items.conversation(instructions, tools);
		Part.Performance thought = this.part.perform(conversation);
		perform(wish, thought, (fault != null) ? fault : RealtimeFault.of(thought.fault()));
	}

	/** What is to be read is read; anything else is answered. */
	private Answer aside(JsonNode wish) {
		Items given = new Items();
		wish.path("input").forEach((item) -> given.add(Item.of(item)));
		String instructions = wish.path("instructions").asString(this.settings.instructions());
		Conversation conversation = given.conversation(instructions, Set.of());
		return instructions.contains("word by word") ? Answer.say(conversation.last().text())
				: Answer.say("Both have talked about: " + conversation.last().text().lines().findFirst().orElse(""));
	}

	private void perform(JsonNode wish, Part.Performance thought, RealtimeFault.@Nullable AtReply fault) {
		Answer answer = thought.answer();
		this.underWay.incrementAndGet();
		boolean apart = wish.path("conversation").asString("auto").equals("none");
		boolean spoken = !wish.at("/output_modalities/0").asString("audio").equals("text");
		JsonNode metadata = wish.has("metadata") ? wish.path("metadata") : JsonMapper.shared().nullNode();
		boolean wide = this.settings.outputFormat().equals("audio/pcm");
		Mono<Utterance> sound = (spoken && !answer.text().isBlank()) ? this.voice.speak(answer.text())
				: Mono.just(SILENT);
		Performance[] one = new Performance[1];
		this.outlet.own(this.outlet.here(sound).subscribe((utterance) -> {
			Performance performance = new Performance(this.outlet, this.options,
					new Performance.Plan(answer, utterance, thought.firstToken(), spoken, wide, metadata, fault),
					apart ? null : this.items, () -> over(one[0], apart));
			one[0] = performance;
			this.performances.put(performance.id(), performance);
			if (!apart) {
				this.active = performance;
			}
			this.sounded |= spoken;
			performance.begin();
		}));
	}

	private void over(Performance performance, boolean apart) {
		this.performances.remove(performance.id());
		this.underWay.decrementAndGet();
		if (!apart) {
			this.active = null;
			this.answering = false;
			if (this.settings.idleMillis() > 0) {
				Duration silence = Duration.ofMillis(this.settings.idleMillis()).plus(performance.sounded());
				this.idle.update(this.outlet.after(silence, this::timeOut));
			}
		}
	}

	private void timeOut() {
		if (this.caller.speaking() || this.answering) {
			return;
		}
		String item = Outlet.newId("item");
		this.outlet.send(Outlet.event("input_audio_buffer.timeout_triggered")
			.put("audio_start_ms", 0)
			.put("audio_end_ms", 0)
			.put("item_id", item));
		this.items.add(Item.message(item, "user", ""));
		answer(JsonMapper.shared().createObjectNode());
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
