package io.trunkline.sandbox.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.carrier.ServiceSocket;
import io.trunkline.sandbox.line.PlayoutQueue;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * One media stream of a call: a WebSocket to the service. Everything happens on one event
 * loop, to which all methods belong; {@link Listener#ended} comes exactly once.
 */
final class MediaConnection implements ServiceSocket.Listener {

	private final Identity identity;

	private final Listener listener;

	private final PlayoutQueue playout = new PlayoutQueue();

	private final Deque<Pending> marks = new ArrayDeque<>();

	private final ServiceSocket socket;

	private int sequence;

	private int chunk;

	private long offered;

	private long played;

	MediaConnection(Identity identity, EventLoop loop, Listener listener) {
		this.identity = identity;
		this.socket = new ServiceSocket(loop, this);
		this.listener = listener;
	}

	/** Connects with a signature of the URL. */
	void open(HttpClient http, URI url, String signature) {
		this.socket.open(http, url, (headers) -> headers.set("X-Twilio-Signature", signature));
	}

	@Override
	public void opened() {
		write(Map.of("event", "connected", "protocol", "Call", "version", "1.0.0"));
		write(message("start", this.identity.start()));
		this.listener.opened();
	}

	@Override
	public void received(byte[] text) {
		switch (ServiceMessage.read(text, this.identity.streamSid())) {
			case ServiceMessage.Media(byte[] muLaw) -> {
				if (this.playout.offer(muLaw)) {
					this.offered += muLaw.length;
				}
				else {
					this.listener.violation("31931: too much audio is queued");
				}
			}
			case ServiceMessage.Mark(String name) -> {
				this.marks.add(new Pending(name, this.offered));
				echo();
			}
			case ServiceMessage.Clear() -> {
				Duration dropped = this.playout.clear();
				this.played = this.offered;
				echo();
				this.listener.cleared(dropped);
			}
			case ServiceMessage.Refused(String why) -> this.listener.violation(why);
		}
	}

	/** Plays 20 ms, and says so where it was asked for. */
	int play(byte[] frame) {
		int drained = this.playout.drain(frame);
		this.played += drained;
		echo();
		return drained;
	}

	private void echo() {
		for (Pending next = this.marks.peek(); next != null
				&& next.position() <= this.played; next = this.marks.peek()) {
			this.marks.remove();
			write(message("mark", Map.of("name", next.name())));
		}
	}

	/** Sends 20 ms of what the far end says. */
	void send(byte[] muLaw) {
		if (this.socket.isOpen()) {
			Map<String, Object> media = new LinkedHashMap<>();
			media.put("track", "inbound");
			media.put("chunk", String.valueOf(++this.chunk));
			media.put("timestamp", String.valueOf(20L * this.chunk));
			media.put("payload", Base64.getEncoder().encodeToString(muLaw));
			write(message("media", media));
		}
	}

	/** Tells of a key. */
	void press(char digit) {
		write(message("dtmf", Map.of("track", "inbound_track", "digit", String.valueOf(digit))));
	}

	PlayoutQueue playout() {
		return this.playout;
	}

	/** Announces the end, and closes the socket. */
	void stop() {
		write(message("stop", Map.of("accountSid", this.identity.accountSid(), "callSid", this.identity.callSid())));
		close();
	}

	/** Closes the socket without announcing it. */
	void close() {
		this.socket.close();
	}

	/** Breaks the connection as a failing network does. */
	void reset() {
		this.socket.reset();
	}

	@Override
	public void violation(String what) {
		this.listener.violation(what);
	}

	@Override
	public void ended(ServiceSocket.Ending ending) {
		this.listener.ended(switch (ending.how()) {
			case NO_ANSWER -> "31901: " + ending.why();
			case FAILED -> "31920: " + ending.why();
			case RESET -> "31903: " + ending.why();
			case LEFT -> ending.why();
			case CLOSED -> "";
		});
	}

	private Map<String, Object> message(String event, Map<String, ?> content) {
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("event", event);
		message.put("sequenceNumber", String.valueOf(++this.sequence));
		message.put("streamSid", this.identity.streamSid());
		message.put(event, content);
		return message;
	}

	private void write(Map<String, ?> message) {
		this.socket.write(JsonMapper.shared().writeValueAsString(message));
	}

	/** Whose stream it is, and what it is told. */
	record Identity(String accountSid, String callSid, String streamSid, Map<String, String> parameters) {

		Map<String, Object> start() {
			Map<String, Object> start = new LinkedHashMap<>();
			start.put("accountSid", this.accountSid);
			start.put("streamSid", this.streamSid);
			start.put("callSid", this.callSid);
			start.put("tracks", List.of("inbound"));
			start.put("mediaFormat", Map.of("encoding", "audio/x-mulaw", "sampleRate", 8000, "channels", 1));
			start.put("customParameters", this.parameters);
			return start;
		}

	}

	/** Is told what happens to a socket, on its loop. */
	interface Listener {

		void opened();

		/**
		 * It is closed.
		 * @param error what went wrong; empty if nothing did
		 */
		void ended(String error);

		/** The service dropped what was queued. */
		void cleared(Duration dropped);

		/** The service broke a rule. */
		void violation(String what);

	}

	private record Pending(String name, long position) {
	}

}
