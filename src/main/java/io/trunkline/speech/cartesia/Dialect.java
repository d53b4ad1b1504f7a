package io.trunkline.speech.cartesia;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechException;

/**
 * How to listen over one of Cartesia's two recognition sockets: a state machine without
 * clock, socket or thread of its own, used by one session.
 */
sealed interface Dialect permits TurnsDialect, ManualDialect {

	/** The connection stands. */
	List<Step> opened();

	/** A frame of audio goes out. */
	List<Step> heard(byte[] frame);

	/**
	 * A text frame came in.
	 * @throws tools.jackson.core.JacksonException if it is not a JSON object
	 */
	List<Step> received(ByteBuf json);

	/** Whether the caller's turn is open, so that audio must keep flowing. */
	boolean turnOpen();

	/**
	 * How much of the audio sent last a new connection has to hear again, in bytes, so
	 * that no word is lost and none of an ended turn comes twice.
	 */
	int owed();

	/**
	 * The connection was lost. Another one hears the last so many bytes again, and the
	 * open turn goes on with what it makes of them.
	 */
	List<Step> reconnecting(int replayed);

	/** The text frame that asks for the last words. */
	String goodbye();

	/** The connection is over, as it should be: ends a turn still open. */
	List<Step> over();

	/** What a dialect wants done next. */
	sealed interface Step {

		/** Audio may flow. */
		record Begin() implements Step {
		}

		record Tell(Hearing hearing) implements Step {
		}

		/** Writes a text frame. */
		record Write(String text) implements Step {
		}

		record Fail(SpeechException why) implements Step {
		}

		/** Nothing more will come. */
		record Finish() implements Step {
		}

	}

}
