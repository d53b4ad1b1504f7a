package io.trunkline.sandbox.openai.realtime;

import java.time.Duration;

import io.trunkline.sandbox.openai.ModelFault;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong, once, at the next occasion. */
public sealed interface RealtimeFault {

	/** Something that strikes a connection before it is one. */
	sealed interface AtUpgrade extends RealtimeFault {

	}

	/** Something that strikes a reply of the conversation. */
	sealed interface AtReply extends RealtimeFault {

	}

	/** Something that strikes the words of the caller's turn. */
	sealed interface AtTranscription extends RealtimeFault {

	}

	/** Refuses the connection. */
	record RefuseUpgrade(int status) implements AtUpgrade {
	}

	/** Closes the connection after so many messages with sound. */
	record Close(int afterChunks, int code) implements AtReply {
	}

	/** Breaks the connection off after so many messages with sound. */
	record Cut(int afterChunks) implements AtReply {
	}

	/** Tells nothing more of it after so many messages with sound. */
	record Stall(int afterChunks) implements AtReply {
	}

	/** Refuses to begin it, with an error event. */
	record Refuse(String code) implements AtReply {
	}

	/** Ends it as failed, for example with {@code rate_limit_exceeded}. */
	record Fail(String code) implements AtReply {
	}

	/** Complains of something beside, and goes on. */
	record Complain(String code) implements AtReply {
	}

	/** Tells the words so much later. */
	record Late(Duration delay) implements AtTranscription {
	}

	/** Tells that there will be no words. */
	record Wordless() implements AtTranscription {
	}

	/** Tells nothing. */
	record Mute() implements AtTranscription {
	}

	/**
	 * The same trouble on this socket; none if a socket does not know it. What counts
	 * events of a stream counts messages with sound here.
	 */
	static @Nullable AtReply of(@Nullable ModelFault fault) {
		return switch (fault) {
			case ModelFault.Refuse(int _, String code) -> new Fail(code);
			case ModelFault.Fail _ -> new Fail("server_error");
			case ModelFault.Cut(int after) -> new Cut(after);
			case ModelFault.Truncate(int after) -> new Cut(after);
			case ModelFault.Stall(int after) -> new Stall(after);
			case ModelFault.Delay _, ModelFault.Linger _ -> null;
			case null -> null;
		};
	}

}
