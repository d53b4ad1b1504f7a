package io.trunkline.sandbox.bandwidth;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.Credentials;
import io.trunkline.sandbox.bandwidth.bxml.Verb.StartStream;
import io.trunkline.sandbox.bandwidth.media.MediaSocket;
import io.trunkline.sandbox.bandwidth.media.StreamIdentity;
import io.trunkline.sandbox.bandwidth.webhook.Envelope;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.line.Handset;
import io.trunkline.sandbox.line.OnLoop;
import io.trunkline.sandbox.line.Playouts;
import org.jspecify.annotations.Nullable;

/** The media streams of one call, by name. All methods belong to its loop. */
final class MediaStreams implements Handset.Streams {

	/** How many tracks all streams of a call may have. */
	private static final int MAX_TRACKS = 4;

	private static final Map<Fault, String> REJECTIONS = Map.of(Fault.STREAM_UNREACHABLE, "connection-error",
			Fault.STREAM_DUPLICATE, "duplicate", Fault.STREAM_TRACK_LIMIT, "track-limit", Fault.STREAM_ERROR, "error");

	private static final Duration BREAKS_AFTER = Duration.ofSeconds(1);

	private final Envelope call;

	private final Exchange exchange;

	private final EventLoop loop;

	private final Journal journal;

	private final CallFaults faults;

	private final Teller teller;

	private final Map<String, Stream> live = new LinkedHashMap<>();

	private final Playouts playouts = new Playouts();

	private Runnable whenOneEnds = () -> {
	};

	MediaStreams(Envelope call, Exchange exchange, EventLoop loop, Journal journal, CallFaults faults, Teller teller) {
		this.call = call;
		this.exchange = exchange;
		this.loop = loop;
		this.journal = journal;
		this.faults = faults;
		this.teller = teller;
	}

	/** Opens a stream, or tells why not. */
	void start(StartStream verb) {
		Stream stream = new Stream(verb);
		Stream original = this.live.get(stream.identity.name());
		int tracks = this.live.values().stream().mapToInt((other) -> other.identity.tracks().size()).sum();
		if (original != null) {
			stream.reject("duplicate", "name in use", original);
		}
		else if (tracks + verb.tracks().size() > MAX_TRACKS) {
			stream.reject("track-limit", "more than " + MAX_TRACKS + " tracks", null);
		}
		else if (this.playouts.count() == 0 && rejection() != null) {
			this.playouts.add(stream.socket.playout());
			stream.reject(String.valueOf(rejection()), "the first stream is not wanted", null);
		}
		else {
			this.live.put(stream.identity.name(), stream);
			this.playouts.add(stream.socket.playout());
			stream.open();
		}
	}

	private @Nullable String rejection() {
		return REJECTIONS.entrySet()
			.stream()
			.filter((rejection) -> this.faults.has(rejection.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	/** Ends a stream; a name that none has changes nothing. */
	void stop(String name) {
		Stream stream = this.live.get(name);
		if (stream != null) {
			stream.socket.stop();
		}
	}

	void stopAll() {
		List.copyOf(this.live.values()).forEach((stream) -> stream.socket.stop());
	}

	@Override
	public void reset() {
		List.copyOf(this.live.values()).forEach((stream) -> stream.socket.reset());
	}

	@Override
	public void close() {
		List.copyOf(this.live.values()).forEach((stream) -> stream.socket.close());
	}

	boolean isLive(String name) {
		return this.live.containsKey(name);
	}

	boolean isEmpty() {
		return this.live.isEmpty();
	}

	/** Runs this each time a stream has ended, or could not be opened. */
	void whenOneEnds(Runnable task) {
		this.whenOneEnds = task;
	}

	/**
	 * Plays the next 20 ms of what the services sent. If several have sent something, the
	 * youngest stream is heard.
	 * @return how many bytes were played
	 */
	@Override
	public int play(byte[] heard) {
		int most = 0;
		for (Stream stream : this.live.values()) {
			most = Math.max(most, stream.socket.playout().drain(heard));
		}
		return most;
	}

	/** Sends 20 ms of what the caller says and hears. */
	@Override
	public void send(byte[] said, byte[] heard) {
		this.live.values().forEach((stream) -> stream.socket.send(said, heard));
	}

	@Override
	public Playouts playouts() {
		return this.playouts;
	}

	private final class Stream implements MediaSocket.Listener {

		private final StartStream verb;

		private final StreamIdentity identity;

		private final MediaSocket socket;

		private final Instant startTime = MediaStreams.this.exchange.clock().instant();

		private final Duration startedAt = MediaStreams.this.journal.now();

		Stream(StartStream verb) {
			this.verb = verb;
			String id = "s-" + UUID.randomUUID();
			String name = (verb.streamName() != null) ? verb.streamName() : id;
			Envelope call = MediaStreams.this.call;
			this.identity = new StreamIdentity(call.accountId(), call.callId(), id, name, verb.tracks(), verb.params());
			this.socket = new MediaSocket(this.identity, verb.bidirectional(), MediaStreams.this.loop,
					MediaStreams.this.faults, this);
		}

		void open() {
			CallFaults faults = MediaStreams.this.faults;
			URI destination = this.verb.destination();
			if (faults.has(Fault.WRONG_MEDIA_PATH)) {
				String path = destination.getRawPath();
				char last = path.endsWith("A") ? 'B' : 'A';
				destination = destination.resolve(path.substring(0, path.length() - 1) + last);
			}
			Credentials credentials = this.verb.destinationCredentials();
			if (credentials != null && faults.has(Fault.WRONG_MEDIA_CREDENTIALS)) {
				credentials = new Credentials(credentials.username(), credentials.password() + "?");
			}
			String authorization = (credentials == null || faults.has(Fault.NO_MEDIA_CREDENTIALS)) ? null
					: credentials.basic();
			this.socket.open(MediaStreams.this.exchange.sockets(), destination, authorization);
		}

		void reject(String cause, String message, @Nullable Stream original) {
			Journal journal = MediaStreams.this.journal;
			journal.add(new CallEvent.StreamRejected(journal.now(), this.identity.name(), cause, message));
			Map<String, Object> fields = new LinkedHashMap<>();
			fields.put("cause", cause);
			fields.put("errorMessage", message);
			fields.put("mediaStream", describe());
			if (original != null) {
				fields.put("originalMediaStream", original.describe());
			}
			tell("mediaStreamRejected", fields);
		}

		@Override
		public void opened() {
			Journal journal = MediaStreams.this.journal;
			journal.add(new CallEvent.StreamStarted(journal.now(), this.identity.name()));
			tell("mediaStreamStarted", Map.of("mediaStream", describe()));
			if (MediaStreams.this.faults.has(Fault.STREAM_BREAKS) && MediaStreams.this.playouts.count() == 1) {
				OnLoop.after(MediaStreams.this.loop, BREAKS_AFTER, this.socket::reset);
			}
		}

		@Override
		public void rejected(String why) {
			MediaStreams.this.live.remove(this.identity.name());
			reject("connection-error", why, null);
			MediaStreams.this.whenOneEnds.run();
		}

		@Override
		public void ended(String cause, int code) {
			Journal journal = MediaStreams.this.journal;
			MediaStreams.this.live.remove(this.identity.name());
			journal.add(new CallEvent.StreamStopped(journal.now(), this.identity.name(), cause, code));
			Map<String, Object> description = describe();
			description.put("duration", Envelope.duration(journal.now().minus(this.startedAt)));
			Map<String, Object> fields = new LinkedHashMap<>();
			fields.put("cause", cause);
			if (!cause.equals("closed")) {
				fields.put("errorMessage", "the connection was lost");
			}
			fields.put("mediaStream", description);
			tell("mediaStreamStopped", fields);
			MediaStreams.this.whenOneEnds.run();
		}

		@Override
		public void cleared(Duration dropped) {
			Journal journal = MediaStreams.this.journal;
			journal.add(new CallEvent.Cleared(journal.now(), dropped));
		}

		@Override
		public void violation(String what) {
			MediaStreams.this.journal.violation(what);
			if (MediaStreams.this.faults.has(Fault.INTOLERANT_SOCKET)) {
				this.socket.close();
			}
		}

		private Map<String, Object> describe() {
			Map<String, Object> description = new LinkedHashMap<>();
			description.put("id", this.identity.streamId());
			description.put("name", this.identity.name());
			description.put("destination", this.verb.destination().toString());
			description.put("type", "WebSocket");
			description.put("startTime", Envelope.time(this.startTime));
			description.put("tracks", this.identity.tracks());
			return description;
		}

		private void tell(String eventType, Map<String, ?> fields) {
			Callback to = this.verb.events();
			if (to != null) {
				MediaStreams.this.teller.tell(eventType, to, fields);
			}
		}

	}

}
