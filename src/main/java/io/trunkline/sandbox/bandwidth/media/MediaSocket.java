package io.trunkline.sandbox.bandwidth.media;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.carrier.ServiceSocket;
import io.trunkline.sandbox.line.PlayoutQueue;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/**
 * One media stream of a call: a WebSocket to the service. Lives from {@link #open} to
 * {@link Listener#ended} or {@link Listener#rejected}, one of which comes exactly once;
 * everything happens on one event loop, and all methods belong to it.
 */
public final class MediaSocket implements ServiceSocket.Listener {

	private final StreamIdentity identity;

	private final boolean bidirectional;

	private final CallFaults faults;

	private final Listener listener;

	private final List<TrackFrames> tracks = new ArrayList<>();

	private final PlayoutQueue playout = new PlayoutQueue();

	private final ServiceSocket socket;

	private @Nullable PlayAudioFormat format;

	public MediaSocket(StreamIdentity identity, boolean bidirectional, EventLoop loop, CallFaults faults,
			Listener listener) {
		this.identity = identity;
		this.bidirectional = bidirectional;
		this.faults = faults;
		this.listener = listener;
		this.socket = new ServiceSocket(loop, this);
		identity.tracks().forEach((track) -> this.tracks.add(new TrackFrames(track, faults)));
		if (faults.has(Fault.OUTBOUND_FRAMES) && !identity.tracks().contains("outbound")) {
			this.tracks.add(new TrackFrames("outbound", faults));
		}
	}

	/**
	 * Connects.
	 * @param http makes a connection of its own for each socket
	 * @param authorization the value of that header, if any
	 */
	public void open(HttpClient http, URI destination, @Nullable String authorization) {
		this.socket.open(http, destination, (headers) -> {
			if (authorization != null) {
				headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
			}
		});
	}

	/** One beat of 20 ms: what the far end says and what is played to it. */
	public void send(byte[] inbound, byte[] outbound) {
		if (this.socket.isOpen()) {
			this.tracks.forEach((track) -> track.write(track.isInbound() ? inbound : outbound, this.socket::write));
		}
	}

	/** What the service sent and the far end has not heard. */
	public PlayoutQueue playout() {
		return this.playout;
	}

	/** Ends the stream: announces it, and closes the socket. */
	public void stop() {
		if (this.socket.isOpen() && this.faults.has(Fault.RESET_AT_END)) {
			reset();
			return;
		}
		if (this.socket.isOpen() && !this.faults.has(Fault.NO_STOP_FRAME)) {
			this.socket.write(this.identity.stop());
		}
		close();
	}

	/** Closes the socket without announcing it. */
	public void close() {
		this.socket.close();
	}

	/** Breaks the connection as a failing network does. */
	public void reset() {
		this.socket.reset();
	}

	@Override
	public void opened() {
		this.socket.write((this.faults.has(Fault.WRONG_START_IDS) ? this.identity.disguised() : this.identity).start());
		this.listener.opened();
	}

	@Override
	public void received(byte[] text) {
		take(ServiceMessage.read(text));
	}

	@Override
	public void violation(String what) {
		this.listener.violation(what);
	}

	@Override
	public void ended(ServiceSocket.Ending ending) {
		if (ending.opened()) {
			this.listener.ended(ending.clean() ? "closed" : "connection-error", ending.code());
		}
		else {
			this.listener.rejected(ending.why());
		}
	}

	private void take(ServiceMessage message) {
		switch (message) {
			case ServiceMessage.Refused(String why) -> this.listener.violation(why);
			case ServiceMessage.Clear() when this.bidirectional -> this.listener.cleared(this.playout.clear());
			case ServiceMessage.PlayAudio audio when this.bidirectional -> play(audio);
			case ServiceMessage.Clear() -> this.listener.violation("clear on a unidirectional stream");
			case ServiceMessage.PlayAudio _ -> this.listener.violation("playAudio on a unidirectional stream");
		}
	}

	private void play(ServiceMessage.PlayAudio audio) {
		if (this.format != null && this.format != audio.format()) {
			this.listener.violation("playAudio in two formats on one stream");
		}
		this.format = audio.format();
		if (!this.playout.offer(audio.format().toMuLaw(audio.payload()))) {
			this.listener.violation("more than two minutes of audio queued");
		}
	}

	/** Is told what happens to a socket, on its loop. */
	public interface Listener {

		void opened();

		/** It could not be opened. */
		void rejected(String why);

		/**
		 * It is closed.
		 * @param cause {@code closed} or {@code connection-error}
		 * @param code the close code of the service, 1006 if it sent none
		 */
		void ended(String cause, int code);

		/** The service dropped what was queued. */
		void cleared(Duration dropped);

		/** The service broke a rule. */
		void violation(String what);

	}

}
