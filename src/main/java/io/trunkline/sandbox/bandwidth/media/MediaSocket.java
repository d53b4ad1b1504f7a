package io.trunkline.sandbox.bandwidth.media;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.line.PlayoutQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * One media stream of a call: a WebSocket to the service. Lives from {@link #open} to
 * {@link Listener#ended} or {@link Listener#rejected}, one of which comes exactly once;
 * everything happens on one event loop, and all methods belong to it.
 */
public final class MediaSocket {

	/** How long the service may take to accept the socket. */
	private static final Duration OPENING = Duration.ofSeconds(10);

	/** How long the service may take to let go of a socket. */
	private static final Duration CLOSING = Duration.ofSeconds(2);

	private static final int ABNORMAL = 1006;

	private static final WebsocketClientSpec SPEC = WebsocketClientSpec.builder()
		.maxFramePayloadLength(4 * ServiceMessage.MAX_BYTES)
		.build();

	private final StreamIdentity identity;

	private final boolean bidirectional;

	private final EventLoop loop;

	private final CallFaults faults;

	private final Listener listener;

	private final List<TrackFrames> tracks = new ArrayList<>();

	private final PlayoutQueue playout = new PlayoutQueue();

	private final Sinks.Empty<Void> leaving = Sinks.empty();

	private final Disposable.Composite connection = Disposables.composite();

	private @Nullable Channel channel;

	private @Nullable PlayAudioFormat format;

	private boolean leftByUs;

	private boolean stalled;

	private boolean over;

	private int closeCode = ABNORMAL;

	public MediaSocket(StreamIdentity identity, boolean bidirectional, EventLoop loop, CallFaults faults,
			Listener listener) {
		this.identity = identity;
		this.bidirectional = bidirectional;
		this.loop = loop;
		this.faults = faults;
		this.listener = listener;
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
		Disposable deadline = after(OPENING, () -> failed("no answer within " + OPENING));
		this.connection.add(http.runOn((useNative) -> this.loop)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) OPENING.toMillis())
			.headers((headers) -> {
				if (authorization != null) {
					headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
				}
			})
			.websocket(SPEC)
			.uri(destination)
			.handle((in, out) -> {
				deadline.dispose();
				return talk(in, out);
			})
			.subscribe((never) -> {
			}, (error) -> onLoop(() -> failed(error.toString())), () -> onLoop(() -> failed("closed"))));
	}

	/** One beat of 20 ms: what the far end says and what is played to it. */
	public void send(byte[] inbound, byte[] outbound) {
		if (this.channel == null || this.leftByUs) {
			return;
		}
		for (TrackFrames track : this.tracks) {
			track.write(track.isInbound() ? inbound : outbound, this::write);
		}
	}

	/** What the service sent and the far end has not heard. */
	public PlayoutQueue playout() {
		return this.playout;
	}

	public boolean isOpen() {
		return this.channel != null && !this.over;
	}

	/** Ends the stream: announces it, and closes the socket. */
	public void stop() {
		if (this.leftByUs || this.over) {
			return;
		}
		if (this.channel == null) {
			failed("the call ended while the socket was opening");
		}
		else if (this.faults.has(Fault.RESET_AT_END)) {
			reset();
		}
		else {
			if (!this.faults.has(Fault.NO_STOP_FRAME)) {
				this.channel.writeAndFlush(new TextWebSocketFrame(this.identity.stop()));
			}
			close();
		}
	}

	/** Closes the socket without announcing it. */
	public void close() {
		if (!this.leftByUs) {
			this.leftByUs = true;
			after(CLOSING, () -> failed("the service does not let go"));
			this.leaving.tryEmitEmpty();
		}
	}

	/** Breaks the connection as a failing network does. */
	public void reset() {
		if (this.channel != null && !this.over) {
			this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
			this.channel.close();
			failed("reset");
		}
	}

	private Publisher<Void> talk(WebsocketInbound in, WebsocketOutbound out) {
		if (this.over) {
			return Mono.empty();
		}
		in.withConnection((connection) -> this.channel = connection.channel());
		this.connection.add(in.receiveCloseStatus().subscribe((status) -> this.closeCode = status.code(), (error) -> {
		}));
		StreamIdentity told = this.faults.has(Fault.WRONG_START_IDS) ? this.identity.disguised() : this.identity;
		write(new TextWebSocketFrame(told.start()));
		this.listener.opened();
		Mono<Void> received = in.aggregateFrames(4 * ServiceMessage.MAX_BYTES)
			.receiveFrames()
			.doOnNext(this::receive)
			.then();
		Mono<Void> left = this.leaving.asMono().then(Mono.defer(() -> out.sendClose(1000, "")));
		return Mono.firstWithSignal(received, left);
	}

	private void receive(WebSocketFrame frame) {
		if (frame instanceof TextWebSocketFrame) {
			take(ServiceMessage.read(ByteBufUtil.getBytes(frame.content())));
		}
		else {
			this.listener.violation("a frame that is not text");
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

	private void write(ByteBuf json) {
		write(new TextWebSocketFrame(json));
	}

	private void write(TextWebSocketFrame frame) {
		Channel open = this.channel;
		if (open != null && open.isWritable()) {
			open.writeAndFlush(frame, open.voidPromise());
			return;
		}
		frame.release();
		if (open != null && open.isActive() && !this.stalled) {
			this.stalled = true;
			this.listener.violation("the service does not read its socket");
		}
	}

	private void failed(String why) {
		if (this.over) {
			return;
		}
		this.over = true;
		this.connection.dispose();
		if (this.channel == null) {
			this.listener.rejected(why);
		}
		else {
			boolean clean = this.leftByUs || this.closeCode == 1000 || this.closeCode == 1001;
			this.listener.ended(clean ? "closed" : "connection-error", this.closeCode);
		}
	}

	private Disposable after(Duration delay, Runnable task) {
		var timer = this.loop.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
		Disposable cancelling = () -> timer.cancel(false);
		this.connection.add(cancelling);
		return cancelling;
	}

	private void onLoop(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
		}
		else {
			this.loop.execute(task);
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
