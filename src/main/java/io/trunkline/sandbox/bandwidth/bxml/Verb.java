package io.trunkline.sandbox.bandwidth.bxml;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** One instruction of a document. */
public sealed interface Verb {

	/** The name of its element. */
	default String name() {
		return getClass().getSimpleName();
	}

	/**
	 * Whether it answers a call that was not answered yet; that all do so but these few
	 * is the careful reading.
	 */
	default boolean answers() {
		return switch (this) {
			case Hangup _, Tag _ -> false;
			case Ring ring -> ring.answerCall();
			case StartGather _, StopGather _, StartStream _, StopStream _, Redirect _, Pause _, SpeakSentence _,
					SendDtmf _, Transfer _, Gather _, StartRecording _, PauseRecording _, ResumeRecording _,
					StopRecording _, StartTranscription _, StopTranscription _, Unsupported _ ->
				true;
		};
	}

	/** Reports each key that is pressed, until a StopGather. */
	record StartGather(Callback dtmf, @Nullable String tag) implements Verb {
	}

	/** Stops reporting keys. */
	record StopGather() implements Verb {
	}

	/**
	 * Collects keys and waits for them.
	 *
	 * @param collected asked for what comes next with the keys, if set; else they are
	 * dropped and the next verb follows
	 * @param terminating keys that end it
	 * @param repeats how often the sentences are spoken while no key is pressed
	 * @param sentences spoken before; a key interrupts them
	 */
	record Gather(@Nullable Callback collected, @Nullable String tag, String terminating, int maxDigits,
			Duration betweenDigits, Duration firstDigit, int repeats, List<String> sentences) implements Verb {

		public Gather {
			sentences = List.copyOf(sentences);
		}

	}

	/**
	 * Opens a media socket and goes on.
	 *
	 * @param streamName unique in the call; given by the carrier when absent
	 * @param tracks {@code inbound} is the voice of the far end, {@code outbound} what
	 * the platform plays to it
	 */
	record StartStream(@Nullable String streamName, URI destination, @Nullable Credentials destinationCredentials,
			boolean bidirectional, List<String> tracks, @Nullable Callback events,
			Map<String, String> params) implements Verb {

		public StartStream {
			tracks = List.copyOf(tracks);
		}

	}

	/**
	 * Ends a stream or, with {@code await}, waits until it has ended. A name that no
	 * stream has changes nothing.
	 */
	record StopStream(String streamName, boolean await) implements Verb {
	}

	/** Fetches another document; nothing comes after it. */
	record Redirect(Callback to, @Nullable String tag) implements Verb {
	}

	/** Does nothing for a while. */
	record Pause(Duration duration) implements Verb {
	}

	/** Speaks a text. */
	record SpeakSentence(String text) implements Verb {
	}

	/** Ends the call. */
	record Hangup() implements Verb {
	}

	/** Plays the sound of ringing. */
	record Ring(Duration duration, boolean answerCall) implements Verb {
	}

	/** Sets the tag that later webhooks carry; null clears it. */
	record Tag(@Nullable String tag) implements Verb {
	}

	/** Sends keys to the far end, and takes so long. */
	record SendDtmf(String digits, Duration length) implements Verb {
	}

	/**
	 * Rings others, all at once, and connects the caller with the first who answers.
	 *
	 * @param callerName shown to them with the number, if set
	 * @param complete asked for what comes next, if set
	 */
	record Transfer(@Nullable String callerId, @Nullable String callerName, Duration callTimeout,
			@Nullable Callback complete, @Nullable String tag, List<Destination> destinations) implements Verb {

		public Transfer {
			destinations = List.copyOf(destinations);
		}

	}

	/**
	 * Whom a Transfer rings.
	 *
	 * @param to a number in E.164 form or a SIP URI
	 * @param answer asked for a document that is carried out before the two are
	 * connected, if set
	 * @param uui what their User-to-User header says, if set
	 */
	record Destination(String to, @Nullable Callback answer, @Nullable Callback disconnect, @Nullable String tag,
			@Nullable String uui) {
	}

	/**
	 * Records the call from here on; changes nothing while it is recorded already.
	 *
	 * @param transcribe whether a transcript is made of it
	 */
	record StartRecording(@Nullable Callback available, boolean transcribe, @Nullable Callback transcribed,
			@Nullable String tag, String fileFormat, boolean multiChannel) implements Verb {
	}

	/** Leaves out what comes next. */
	record PauseRecording() implements Verb {
	}

	/** Records again. */
	record ResumeRecording() implements Verb {
	}

	/** Ends the recording. */
	record StopRecording() implements Verb {
	}

	/** Writes down what is said from here on. */
	record StartTranscription(@Nullable Callback events, String transcriptionName, String tracks) implements Verb {
	}

	/** Ends a transcription, or every one if it names none. */
	record StopTranscription(@Nullable String transcriptionName) implements Verb {
	}

	/** Is valid, but a carrier of the sandbox cannot do it. */
	record Unsupported(String name) implements Verb {
	}

}
