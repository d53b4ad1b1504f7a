package io.trunkline.telephony;

import java.time.Duration;

/**
 * Who is at the other end of a media stream: the caller and the carrier's side of it. Its
 * time passes only when it is told to.
 */
public interface FarEnd extends AutoCloseable {

	/** The caller says this. */
	void say(byte[] mulaw);

	/** The carrier says that the stream is over. */
	void stop();

	/** The carrier is gone without a word. */
	void vanish();

	/** So much time passes, in which is played what the service has sent by now. */
	void pass(Duration time) throws InterruptedException;

	/** All that the caller has heard. */
	byte[] heard();

	@Override
	void close();

}
