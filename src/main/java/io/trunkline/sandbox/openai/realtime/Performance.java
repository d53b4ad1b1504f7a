package io.trunkline.sandbox.openai.realtime;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.Transcoding;
import io.trunkline.sandbox.openai.Answer;
import io.trunkline.sandbox.openai.realtime.Items.Item;
import io.trunkline.sandbox.voice.Utterance;
import io.trunkline.sandbox.voice.Word;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One response, from {@code response.created} to {@code response.done}: its text as sound
 * and words, then its calls of tools. On the socket's loop.
 */
final class Performance {

	private static final AudioFormat WIDE = new AudioFormat(AudioFormat.Encoding.PCM16, 24_000);

	private final String id = Outlet.newId("resp");

	private final Outlet outlet;

	private final RealtimeOptions options;

	private final Plan plan;

	private final @Nullable Items items;

	private final Runnable end;

	private final Disposable.Swap clock = Disposables.swap();

	private final ArrayNode output = JsonMapper.shared().createArrayNode();

	private @Nullable Item speaking;

	private int chunks;

	private int told;

	private boolean over;

	/**
	 * Not begun.
	 * @param items where its items go; null if the conversation learns nothing of it
	 * @param end run when it is over, before that is told
	 */
	Performance(Outlet outlet, RealtimeOptions options, Plan plan, @Nullable Items items, Runnable end) {
		this.outlet = outlet;
		this.options = options;
		this.plan = plan;
		this.items = items;
		this.end = end;
	}

	String id() {
		return this.id;
	}

	/** How much sound was made. */
	Duration sounded() {
		return (this.speaking != null) ? Duration.ofMillis(this.speaking.audioMillis) : Duration.ZERO;
	}

	void begin() {
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
		if (this.plan.fault() instanceof RealtimeFault.Fail(String code)) {
			fail(code);
			return;
		}
		this.clock.update(this.outlet.after(this.plan.firstAudio(), this::speak));
	}

	/** Ends it where it is. */
	void cancel(String reason) {
		if (!this.over) {
			this.clock.dispose();
			if (this.speaking != null) {
				finishSound(this.speaking, "incomplete");
			}
			done("cancelled", reason, "");
		}
	}

	/** The socket is gone. */
	void abandon() {
		this.over = true;
		this.clock.dispose();
	}

	private void fail(String code) {
		done("failed", "", code);
	}

	private void speak() {
		if (struck()) {
			return;
		}
		Utterance utterance = this.plan.sound();
		if (this.plan.answer().text().isBlank()) {
			call();
			return;
		}
		Item item = Item.message(Outlet.newId("item"), "assistant", "");
		if (this.plan.spoken()) {
			item.audioMillis = 0;
			item.words = utterance.words();
		}
		this.speaking = item;
		added(item);
		this.outlet.send(part("response.content_part.added", item));
		if (this.plan.spoken()) {
			sound();
		}
		else {
			item.text = this.plan.answer().text();
			this.outlet.send(about("response.output_text.delta", item).put("delta", item.text));
			this.outlet.send(about("response.output_text.done", item).put("text", item.text));
			finishMessage(item, "completed");
			call();
		}
	}

	private void sound() {
		Item item = this.speaking;
		if (item == null || this.over) {
			return;
		}
		if (struck()) {
			return;
		}
		byte[] all = this.plan.sound().muLaw();
		int size = AudioFormat.TELEPHONE.bytesIn(this.options.chunk());
		int from = this.chunks++ * size;
		int to = Math.min(from + size, all.length);
		if (from >= all.length) {
			finishSound(item, "completed");
			call();
			return;
		}
		item.audioMillis = to / 8;
		words(item);
		this.outlet.send(about("response.output_audio.delta", item).put("delta",
				Base64.getEncoder().encodeToString(inFormat(Arrays.copyOfRange(all, from, to)))));
		long pause = Math.round(this.options.chunk().toNanos() / this.options.speed());
		this.clock.update(this.outlet.after(Duration.ofNanos(pause), this::sound));
	}

	/** Whether it goes no further. */
	private boolean struck() {
		switch (this.plan.fault()) {
			case RealtimeFault.Close(int after, int code) when this.chunks == after ->
				this.outlet.close(code, "sandbox fault");
			case RealtimeFault.Cut(int after) when this.chunks == after -> this.outlet.cut();
			case RealtimeFault.Stall(int after) when this.chunks == after -> {
			}
			case null, default -> {
				return false;
			}
		}
		return true;
	}

	/** Words run ahead of their sound. */
	private void words(Item item) {
		List<Word> words = item.words;
		for (; this.told < words.size() && words.get(this.told).startMillis() <= item.audioMillis; this.told++) {
			String delta = (this.told == 0 ? "" : " ") + words.get(this.told).text();
			item.text += delta;
			this.outlet.send(about("response.output_audio_transcript.delta", item).put("delta", delta));
		}
	}

	private byte[] inFormat(byte[] muLaw) {
		return this.plan.wide() ? Transcoding.of(AudioChunk.telephone(muLaw), WIDE).bytes() : muLaw;
	}

	private void call() {
		for (Answer.Call call : this.plan.answer().calls()) {
			Item item = Item.call(Outlet.newId("item"), Outlet.newId("call"), call.tool(), "");
			added(item);
			item.text = call.arguments();
			this.outlet.send(aboutCall("response.function_call_arguments.delta", item).put("delta", call.arguments()));
			this.outlet.send(aboutCall("response.function_call_arguments.done", item).put("name", call.tool())
				.put("arguments", call.arguments()));
			itemDone(item, "completed");
		}
		done("completed", "", "");
	}

	private void added(Item item) {
		ObjectNode event = Outlet.event("response.output_item.added")
			.put("response_id", this.id)
			.put("output_index", this.output.size());
		event.set("item", item.json("in_progress"));
		this.outlet.send(event);
		if (this.items != null) {
			ObjectNode known = Outlet.event("conversation.item.added").put("previous_item_id", this.items.lastId());
			known.set("item", item.json("in_progress"));
			this.items.add(item);
			this.outlet.send(known);
		}
	}

	private void finishSound(Item item, String status) {
		this.outlet.send(about("response.output_audio.done", item));
		this.outlet.send(about("response.output_audio_transcript.done", item).put("transcript", item.text));
		finishMessage(item, status);
	}

	private void finishMessage(Item item, String status) {
		this.outlet.send(part("response.content_part.done", item));
		itemDone(item, status);
	}

	private void itemDone(Item item, String status) {
		ObjectNode event = Outlet.event("response.output_item.done")
			.put("response_id", this.id)
			.put("output_index", this.output.size());
		event.set("item", item.json(status));
		this.output.add(item.json(status));
		this.outlet.send(event);
		if (this.items != null) {
			ObjectNode known = Outlet.event("conversation.item.done");
			known.set("item", item.json(status));
			this.outlet.send(known);
		}
	}

	private void done(String status, String reason, String code) {
		this.over = true;
		this.end.run();
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

	private ObjectNode json(String status) {
		ObjectNode response = JsonMapper.shared()
			.createObjectNode()
			.put("id", this.id)
			.put("object", "realtime.response")
			.put("status", status);
		response.set("output", this.output.deepCopy());
		response.set("metadata", this.plan.metadata());
		return response;
	}

	private ObjectNode part(String type, Item item) {
		ObjectNode event = about(type, item);
		event.putObject("part")
			.put("type", this.plan.spoken() ? "audio" : "text")
			.put(this.plan.spoken() ? "transcript" : "text", item.text);
		return event;
	}

	private ObjectNode about(String type, Item item) {
		return Outlet.event(type)
			.put("response_id", this.id)
			.put("item_id", item.id)
			.put("output_index", this.output.size())
			.put("content_index", 0);
	}

	private ObjectNode aboutCall(String type, Item item) {
		return Outlet.event(type)
			.put("response_id", this.id)
			.put("item_id", item.id)
			.put("output_index", this.output.size())
			.put("call_id", item.callId);
	}

	/**
	 * What is performed.
	 *
	 * @param sound of the answer's text
	 * @param firstAudio from the request to the first sound
	 * @param spoken whether with sound; else in writing
	 * @param wide whether the sound is asked for at 24 kHz
	 * @param metadata as the client gave it
	 */
	record Plan(Answer answer, Utterance sound, Duration firstAudio, boolean spoken, boolean wide, JsonNode metadata,
			RealtimeFault.@Nullable AtReply fault) {
	}

}
