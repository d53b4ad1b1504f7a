package io.trunkline.sandbox.openai.realtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The responses of a session: one of the conversation at a time, which the client, the
 * caller or a long silence asks for, and any number aside. On the socket's loop, unless a
 * method says otherwise.
 */
final class Responses implements CallerSide.Listener {

	private static final Utterance SILENT = new Utterance(new byte[0], List.of());

	private final Outlet outlet;

	private final RealtimeOptions options;

	private final RealtimeFaults faults;

	private final Part part;

	private final SandboxVoice voice;

	private final Settings settings;

	private final Items items;

	/** Under way, by id; that of the conversation is one of them. */
	private final Map<String, Performance> performances = new LinkedHashMap<>();

	private final Disposable.Swap idle = Disposables.swap();

	/** From their request to their end; read from any thread. */
	private final AtomicInteger underWay = new AtomicInteger();

	/** The conversation's answer is under way, or being thought of. */
	private boolean answering;

	private @Nullable Performance active;

	private boolean callerSpeaks;

	private boolean sounded;

	Responses(Outlet outlet, RealtimeOptions options, RealtimeFaults faults, Part part, SandboxVoice voice,
			Settings settings, Items items) {
		this.outlet = outlet;
		this.options = options;
		this.faults = faults;
		this.part = part;
		this.voice = voice;
		this.settings = settings;
		this.items = items;
	}

	/** How many there are; from any thread. */
	int underWay() {
		return this.underWay.get();
	}

	/** Whether there has been sound. */
	boolean haveSounded() {
		return this.sounded;
	}

	/** The socket is gone. */
	void abandon() {
		this.performances.values().forEach(Performance::abandon);
	}

	@Override
	public void began() {
		this.callerSpeaks = true;
		this.idle.update(Disposables.disposed());
		if (this.settings.interruptsResponse() && this.active != null) {
			this.active.cancel("turn_detected");
		}
	}

	@Override
	public void ended() {
		this.callerSpeaks = false;
		if (this.settings.createsResponse() && !this.answering) {
			answer(JsonMapper.shared().createObjectNode(), null);
		}
	}

	/** The client wants one. */
	@Nullable Complaint create(JsonNode wish) {
		if (isAside(wish)) {
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

	/**
	 * The client wants no more of one.
	 * @param id that of the conversation if it is empty
	 */
	@Nullable Complaint cancel(String id) {
		Performance asked = id.isEmpty() ? this.active : this.performances.get(id);
		if (asked == null) {
			return Complaint.of("response_cancel_not_active", "Cancellation failed: no active response found");
		}
		asked.cancel("client_cancelled");
		return null;
	}

	private static boolean isAside(JsonNode wish) {
		return wish.path("conversation").asString("auto").equals("none");
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

	private void answer(JsonNode wish, RealtimeFault.@Nullable AtReply fault) {
		this.answering = true;
		this.idle.update(Disposables.disposed());
		String instructions = wish.path("instructions").asString(this.settings.instructions());
		Set<String> tools = wish.path("tool_choice").asString("").equals("none") ? Set.of() : this.settings.tools();
		Part.Performance thought = this.part.perform(this.items.conversation(instructions, tools));
		perform(wish, thought, (fault != null) ? fault : RealtimeFault.of(thought.fault()));
	}

	private void perform(JsonNode wish, Part.Performance thought, RealtimeFault.@Nullable AtReply fault) {
		Answer answer = thought.answer();
		this.underWay.incrementAndGet();
		boolean aside = isAside(wish);
		boolean spoken = !wish.at("/output_modalities/0").asString("audio").equals("text");
		JsonNode metadata = wish.has("metadata") ? wish.path("metadata") : JsonMapper.shared().nullNode();
		boolean wide = this.settings.outputFormat().equals("audio/pcm");
		Mono<Utterance> sound = (spoken && !answer.text().isBlank()) ? this.voice.speak(answer.text())
				: Mono.just(SILENT);
		Performance[] one = new Performance[1];
		this.outlet.await(sound, (utterance) -> {
			Performance performance = new Performance(this.outlet, this.options,
					new Performance.Plan(answer, utterance, thought.firstToken(), spoken, wide, metadata, fault),
					aside ? null : this.items, () -> over(one[0], aside));
			one[0] = performance;
			this.performances.put(performance.id(), performance);
			if (!aside) {
				this.active = performance;
			}
			this.sounded |= spoken;
			performance.begin();
		});
	}

	private void over(Performance performance, boolean aside) {
		this.performances.remove(performance.id());
		this.underWay.decrementAndGet();
		if (!aside) {
			this.active = null;
			this.answering = false;
			if (this.settings.idleMillis() > 0) {
				Duration silence = Duration.ofMillis(this.settings.idleMillis()).plus(performance.sounded());
				this.idle.update(this.outlet.after(silence, this::timeOut));
			}
		}
	}

	private void timeOut() {
		if (this.callerSpeaks || this.answering) {
			return;
		}
		String item = Outlet.newId("item");
		this.outlet.send(Outlet.event("input_audio_buffer.timeout_triggered")
			.put("audio_start_ms", 0)
			.put("audio_end_ms", 0)
			.put("item_id", item));
		this.items.add(Item.message(item, "user", ""));
		answer(JsonMapper.shared().createObjectNode(), null);
	}

}
