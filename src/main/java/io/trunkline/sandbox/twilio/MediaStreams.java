package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.line.Handset;
import io.trunkline.sandbox.line.Playouts;
import io.trunkline.sandbox.twilio.twiml.TwimlVerb;
import org.jspecify.annotations.Nullable;

/** The media streams of a call, of which there is at most one at a time. */
final class MediaStreams implements Handset.Streams {

	private final Exchange exchange;

	private final String callSid;

	private final EventLoop loop;

	private final Journal journal;

	private final Playouts playouts = new Playouts();

	private @Nullable MediaConnection live;

	MediaStreams(Exchange exchange, String callSid, EventLoop loop, Journal journal) {
		this.exchange = exchange;
		this.callSid = callSid;
		this.loop = loop;
		this.journal = journal;
	}

	/**
	 * Opens a stream.
	 * @param owner told of its beginning and, once, of its end
	 */
	void open(TwimlVerb.Connect verb, Owner owner) {
		String streamSid = Exchange.newSid("MZ");
		var identity = new MediaConnection.Identity(this.exchange.options().accountSid(), this.callSid, streamSid,
				verb.parameters());
		MediaConnection stream = new MediaConnection(identity, this.loop, new MediaConnection.Listener() {

			@Override
			public void opened() {
				note(new CallEvent.StreamStarted(now(), verb.name()));
				owner.event("stream-started", streamSid, "");
			}

			@Override
			public void ended(String error) {
				MediaStreams.this.live = null;
				note(new CallEvent.StreamStopped(now(), verb.name(), error.isEmpty() ? "closed" : error,
						error.isEmpty() ? 1000 : 1006));
				owner.event(error.isEmpty() ? "stream-stopped" : "stream-error", streamSid, error);
				owner.ended(streamSid);
			}

			@Override
			public void cleared(Duration dropped) {
				note(new CallEvent.Cleared(now(), dropped));
			}

			@Override
			public void violation(String what) {
				MediaStreams.this.journal.violation(what);
			}
		});
		this.live = stream;
		this.playouts.add(stream.playout());
		URI url = verb.url();
		stream.open(this.exchange.media(), url, this.exchange.webhooks().signature(url, Map.of()));
	}

	private Duration now() {
		return this.journal.now();
	}

	private void note(CallEvent event) {
		this.journal.add(event);
	}

	boolean isEmpty() {
		return this.live == null;
	}

	/** Ends the stream, if there is one. */
	void stop() {
		if (this.live != null) {
			this.live.stop();
		}
	}

	@Override
	public void reset() {
		if (this.live != null) {
			this.live.reset();
		}
	}

	@Override
	public void close() {
		if (this.live != null) {
			this.live.close();
		}
	}

	/** Tells of a key, if anybody listens. */
	boolean press(char digit) {
		if (this.live != null) {
			this.live.press(digit);
		}
		return this.live != null;
	}

	@Override
	public int play(byte[] heard) {
		return (this.live != null) ? this.live.play(heard) : 0;
	}

	@Override
	public void send(byte[] said, byte[] heard) {
		if (this.live != null) {
			this.live.send(said);
		}
	}

	@Override
	public Playouts playouts() {
		return this.playouts;
	}

	/** Whoever has opened a stream. */
	interface Owner {

		/** A status callback is due. */
		void event(String event, String streamSid, String error);

		/** It is over, for whatever reason. */
		void ended(String streamSid);

	}

}
