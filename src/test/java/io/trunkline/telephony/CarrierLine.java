package io.trunkline.telephony;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The carrier's end of a media socket, in the carrier's own JSON. */
public interface CarrierLine extends FarEnd {

	/** The connection, for what no honest carrier sends. */
	RawWebSocket socket();

	/** Starts the stream for the call that is on the line. */
	void start();

	/** Starts the stream, but under the name of another call. */
	void startAs(String accountId, String callId);

	/** A frame of the caller is lost. */
	void lose();

	/** The frame before comes again. */
	void repeat();

	/** What the service said comes back as a frame of the other track. */
	void echo(byte[] mulaw);

	/** Some event that nobody knows. */
	void sayNonsense();

	/** The telephone that the socket's sound goes to. */
	FarPlayer player();

	/** Reads what the service has said. */
	Wanted read(String message);

	/** What was sent before this mark has been played, or dropped. */
	void echo(String mark);

	/** What the service wants from the carrier next, other than marks. */
	default Wanted next() throws InterruptedException {
		Wanted next = read(socket().next());
		return (next instanceof Wanted.Mark) ? next() : next;
	}

	@Override
	default void vanish() {
		socket().reset();
	}

	@Override
	default void pass(Duration time) throws InterruptedException {
		socket().settle();
		List<String> marks = new ArrayList<>();
		for (String message : socket().arrived()) {
			switch (read(message)) {
				case Wanted.Play(byte[] mulaw) -> player().play(mulaw);
				case Wanted.Mark(String name) -> player().mark(name);
				case Wanted.Clear _ -> marks.addAll(player().clear());
			}
		}
		marks.addAll(player().pass(time));
		marks.forEach(this::echo);
		socket().settle();
	}

	@Override
	default byte[] heard() {
		return player().heard();
	}

	@Override
	default void close() {
		socket().close();
	}

	/** What a service may want from a carrier. */
	sealed interface Wanted {

		/** Play this. */
		record Play(byte[] mulaw) implements Wanted {
		}

		/** Say when all before this has been played. */
		record Mark(String name) implements Wanted {
		}

		/** Drop what was not played. */
		record Clear() implements Wanted {
		}

	}

}
