package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Verb;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import org.jspecify.annotations.Nullable;

/**
 * Records one leg, as far as anybody can tell: it keeps times, not sound. All methods
 * belong to the leg's loop.
 */
final class Recorder {

	/**
	 * From the end of a recording until it is there, and from there to its transcript.
	 */
	private static final Duration EXPORT = Duration.ofMillis(100);

	private final Envelope envelope;

	private final Journal journal;

	private final InstantSource clock;

	private final LaterTeller teller;

	private final Duration late;

	private @Nullable Tape tape;

	private Verb.@Nullable StartTranscription transcript;

	/**
	 * Makes a recorder.
	 * @param late how much longer it takes until a recording is there
	 */
	Recorder(Envelope envelope, Journal journal, InstantSource clock, Duration late, LaterTeller teller) {
		this.envelope = envelope;
		this.journal = journal;
		this.clock = clock;
		this.late = late;
		this.teller = teller;
	}

	/** Does what a verb about recording says. */
	void on(Verb verb) {
		switch (verb) {
			case Verb.StartRecording start when this.tape == null -> {
				this.tape = new Tape(start);
				this.tape.run(true);
			}
			case Verb.PauseRecording _ -> set(false);
			case Verb.ResumeRecording _ -> set(true);
			case Verb.StopRecording _ -> stopRecording();
			case Verb.StartTranscription start when this.transcript == null -> this.transcript = start;
			case Verb.StopTranscription _ -> stopTranscription();
			default -> {
				// Something is recorded already.
			}
		}
	}

	/**
	 * Pauses or resumes.
	 * @return whether there is a recording
	 */
	boolean set(boolean running) {
		if (this.tape != null) {
			this.tape.run(running);
		}
		return this.tape != null;
	}

	/** Ends the recording and the transcription, if there are any. */
	void stop() {
		stopRecording();
		stopTranscription();
	}

	private void stopTranscription() {
		Verb.StartTranscription ended = this.transcript;
		this.transcript = null;
		if (ended != null && ended.events() != null) {
			String id = "t-" + UUID.randomUUID();
			this.teller.tell(EXPORT.plus(this.late), "realTimeTranscriptionAvailable", ended.events(),
					Map.of("realTimeTranscription",
							Map.of("id", id, "name", ended.transcriptionName(), "status", "available", "url",
									this.envelope.callUrl() + "/transcriptions/" + id, "completedTime",
									Envelope.time(this.clock.instant()))));
		}
	}

	private void stopRecording() {
		Tape ended = this.tape;
		this.tape = null;
		if (ended != null) {
			ended.end();
		}
	}

	/** Sends an asynchronous webhook after a while. */
	@FunctionalInterface
	interface LaterTeller {

		void tell(Duration delay, String eventType, Callback to, Map<String, ? extends @Nullable Object> fields);

	}

	private final class Tape {

		private final Verb.StartRecording verb;

		private final String id = "r-" + UUID.randomUUID();

		private final Instant startTime = Recorder.this.clock.instant();

		private Duration recorded = Duration.ZERO;

		private @Nullable Duration runsSince;

		Tape(Verb.StartRecording verb) {
			this.verb = verb;
		}

		void run(boolean running) {
			Duration now = Recorder.this.journal.now();
			if (running == (this.runsSince != null)) {
				return;
			}
			pause(now);
			this.runsSince = running ? now : null;
			note(running ? "recording" : "paused");
		}

		private void pause(Duration now) {
			if (this.runsSince != null) {
				this.recorded = this.recorded.plus(now.minus(this.runsSince));
				this.runsSince = null;
			}
		}

		void end() {
			pause(Recorder.this.journal.now());
			note("stopped");
			Map<String, @Nullable Object> fields = fields();
			Duration ready = EXPORT.plus(Recorder.this.late);
			if (this.verb.available() != null) {
				Map<String, @Nullable Object> available = new HashMap<>(fields);
				available.put("status", "complete");
				available.put("channels", this.verb.multiChannel() ? 2 : 1);
				available.put("startTime", Envelope.time(this.startTime));
				available.put("endTime", Envelope.time(Recorder.this.clock.instant()));
				Recorder.this.teller.tell(ready, "recordingAvailable", this.verb.available(), available);
			}
			if (this.verb.transcribe() && this.verb.transcribed() != null) {
				fields.put("transcription",
						Map.of("id", "t-" + UUID.randomUUID(), "url", fields.get("mediaUrl") + "/transcription",
								"status", "available", "completedTime", Envelope.time(Recorder.this.clock.instant())));
				Recorder.this.teller.tell(ready.plus(EXPORT), "transcriptionAvailable", this.verb.transcribed(),
						fields);
			}
		}

		private Map<String, @Nullable Object> fields() {
			Map<String, @Nullable Object> fields = new HashMap<>();
			fields.put("recordingId", this.id);
			fields.put("mediaUrl", Recorder.this.envelope.callUrl() + "/recordings/" + this.id + "/media");
			fields.put("duration", Envelope.duration(this.recorded));
			fields.put("fileFormat", this.verb.fileFormat());
			if (this.verb.tag() != null) {
				fields.put("tag", this.verb.tag());
			}
			return fields;
		}

		private void note(String state) {
			Recorder.this.journal.add(new CallEvent.Recording(Recorder.this.journal.now(), state));
		}

	}

}
