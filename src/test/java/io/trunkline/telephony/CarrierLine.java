package io.trunkline.telephony;

/** The carrier's end of a media socket, in the carrier's own JSON. */
public interface CarrierLine extends AutoCloseable {

	/** The connection, for what no honest carrier sends. */
	RawWebSocket socket();

	/** Starts the stream for the call that is on the line. */
	void start();

	/** Starts the stream, but under the name of another call. */
	void startAs(String accountId, String callId);

	/** The caller says this. */
	void say(byte[] mulaw);

	/** A frame of the caller is lost. */
	void lose();

	/** The frame before comes again. */
	void repeat();

	/** What the service said comes back as a frame of the other track. */
	void echo(byte[] mulaw);

	/** Some event that nobody knows. */
	void sayNonsense();

	/** Says that the stream is over. */
	void stop();

	/** What the service wants from the carrier next. */
	Wanted next() throws InterruptedException;

	@Override
	void close();

	/** What a service may want from a carrier. */
	sealed interface Wanted {

		/** Play this. */
		record Play(byte[] mulaw) implements Wanted {
		}

		/** Drop what was not played. */
		record Clear() implements Wanted {
		}

	}

}
