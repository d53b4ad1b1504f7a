package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.line.Line;
import io.trunkline.sandbox.line.PlayoutQueue;
import io.trunkline.sandbox.twilio.twiml.TwimlVerb;
import org.jspecify.annotations.Nullable;

/** The media streams of a call, of which there is at most one at a time. */
final class MediaStreams implements Line.Streams {

	private final Exchange exchange;

	private final String callSid;

	private final EventLoop loop;

	private final Journal journal;

	private final List<PlayoutQueue> playouts = new ArrayList<>();

	private final byte[] frame = new byte[PlayoutQueue.FRAME];

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

	void reset() {
		if (this.live != null) {
			this.live.reset();
		}
	}

	void close() {
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
		int played = (this.live != null) ? this.live.play(this.frame) : 0;
		if (played > 0) {
			System.arraycopy(this.frame, 0, heard, 0, PlayoutQueue.FRAME);
		}
		return played;
	}

	@Override
	public void send(byte[] said, byte[] heard) {
		if (this.live != null) {
			this.live.send(said);
		}
	}

	@Override
	public int underruns() {
		return this.playouts.stream().mapToInt(PlayoutQueue::underruns).sum();
	}

	@Override
	public Duration underrun() {
		return this.playouts.stream().map(PlayoutQueue::underrun).reduce(Duration.ZERO, Duration::plus);
	}

	@Override
	public Duration longestQueue() {
		return this.playouts.stream().map(PlayoutQueue::longest).max(Duration::compareTo).orElse(Duration.ZERO);
	}

	/** Whoever has opened a stream. */
	interface Owner {

		/** A status callback is due. */
		void event(String event, String streamSid, String error);

		/** It is over, for whatever reason. */
		void ended(String streamSid);

	}

}
