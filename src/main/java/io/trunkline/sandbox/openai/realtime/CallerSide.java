package io.trunkline.sandbox.openai.realtime;

import java.time.Duration;
import java.util.StringJoiner;

import io.trunkline.sandbox.openai.realtime.Items.Item;
import tools.jackson.databind.node.ObjectNode;

/** Hears the caller: finds speech, makes it an item, and writes down its words. */
final class CallerSide {

	private final Outlet outlet;

	private final RealtimeOptions options;

	private final RealtimeFaults faults;

	private final Settings settings;

	private final ItemDesk items;

	private final Listener listener;

	private final SpeechDetector detector = new SpeechDetector();

	private StringJoiner words = new StringJoiner(" ");

	private String itemId = "";

	private boolean unheard = true;

	CallerSide(Outlet outlet, RealtimeOptions options, RealtimeFaults faults, Settings settings, ItemDesk items,
			Listener listener) {
		this.outlet = outlet;
		this.options = options;
		this.faults = faults;
		this.settings = settings;
		this.items = items;
		this.listener = listener;
	}

	/** Whether nothing was heard since the last commit. */
	boolean isEmpty() {
		return this.unheard;
	}

	void hear(byte[] sound) {
		this.unheard = false;
		int silence = this.settings.detectsTurns() ? this.settings.silenceMillis(this.words.toString())
				: Integer.MAX_VALUE;
		for (SpeechDetector.Sign sign : this.detector.hear(sound, silence)) {
			switch (sign) {
				case SpeechDetector.Sign.Began(long at) -> began(at);
				case SpeechDetector.Sign.Said(String word) -> said(word);
				case SpeechDetector.Sign.Ended(long at) -> ended(at);
			}
		}
	}

	/** The client, or nobody, ends what was said; it becomes an item. */
	void commit() {
		if (this.itemId.isEmpty()) {
			this.itemId = Outlet.newId("item");
		}
		String id = this.itemId;
		Item item = Item.message(id, "user", this.words.toString());
		item.audioMillis = (int) this.detector.millis();
		this.outlet.send(Outlet.event("input_audio_buffer.committed")
			.put("previous_item_id", this.items.lastId())
			.put("item_id", id));
		this.items.append(item);
		if (this.settings.transcribes()) {
			transcribe(id, this.words.toString());
		}
		this.words = new StringJoiner(" ");
		this.itemId = "";
		this.unheard = true;
	}

	/** Forgets what was heard and is no item yet. */
	void clear() {
		this.words = new StringJoiner(" ");
		this.unheard = true;
	}

	private void began(long at) {
		this.itemId = Outlet.newId("item");
		if (this.settings.detectsTurns()) {
			this.outlet.send(Outlet.event("input_audio_buffer.speech_started")
				.put("audio_start_ms", at)
				.put("item_id", this.itemId));
			this.listener.began();
		}
	}

	private void said(String word) {
		boolean first = this.words.length() == 0;
		this.words.add(word);
		if (this.options.interim() && this.settings.transcribes() && !this.itemId.isEmpty()) {
			this.outlet.send(transcription("delta", this.itemId).put("delta", first ? word : " " + word));
		}
	}

	private void ended(long at) {
		this.outlet.send(
				Outlet.event("input_audio_buffer.speech_stopped").put("audio_end_ms", at).put("item_id", this.itemId));
		commit();
		this.listener.ended();
	}

	private void transcribe(String id, String transcript) {
		RealtimeFault.AtTranscription fault = this.faults.next(RealtimeFault.AtTranscription.class);
		switch (fault) {
			case null -> complete(id, transcript, this.options.transcription());
			case RealtimeFault.Late(Duration delay) -> complete(id, transcript, delay);
			case RealtimeFault.Wordless() -> {
				ObjectNode failed = transcription("failed", id);
				failed.putObject("error")
					.put("type", "transcription_error")
					.put("code", "audio_unintelligible")
					.put("message", "This failure was asked for");
				this.outlet.send(failed);
			}
			case RealtimeFault.Mute() -> {
			}
		}
	}

	private void complete(String id, String transcript, Duration delay) {
		this.outlet.after(delay, () -> {
			ObjectNode completed = transcription("completed", id).put("transcript", transcript);
			completed.putObject("usage").put("type", "duration").put("seconds", 1);
			this.outlet.send(completed);
		});
	}

	private static ObjectNode transcription(String what, String id) {
		return Outlet.event("conversation.item.input_audio_transcription." + what)
			.put("item_id", id)
			.put("content_index", 0);
	}

	/** Told of speech. */
	interface Listener {

		void began();

		void ended();

	}

}
