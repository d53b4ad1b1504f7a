package io.trunkline.telephony.socket;

import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.trunkline.telephony.CallLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/**
 * A carrier's open media WebSocket: guards what comes in, paces out what goes, notices
 * when the other side is gone, and ends once, for one reason. Everything happens on the
 * channel's event loop, which is also where its methods are to be called, but for
 * {@link #end}. One timer ticks each second; frames start none.
 */
public final class MediaSocket {

	private static final Logger log = LoggerFactory.getLogger(MediaSocket.class);

	private static final Duration TICK = Duration.ofSeconds(1);

	private static final int BURST_SECONDS = 5;

	private final Channel channel;

	private final Flux<WebSocketFrame> frames;

	private final MediaLimits limits;

	private final CallLoop loop;

	private final MediaOutlet outlet;

	private final Disposable.Swap reading = Disposables.swap();

	private final Disposable.Swap tick = Disposables.swap();

	private final Disposable.Swap startDeadline = Disposables.swap();

	private @Nullable Protocol protocol;

	private boolean over;

	private boolean started;

	/** Whether media came since the last tick. */
	private boolean media;

	/** Whether anything came since the last ping. */
	private boolean alive;

	private boolean pinged;

	private int allowance;

	private long mediaAt;

	private long pingAt;

	/**
	 * Wraps a channel that has been upgraded.
	 * @param frames what comes from it, whole messages, on its loop; released by their
	 * source
	 */
	public MediaSocket(Channel channel, Flux<WebSocketFrame> frames, MediaLimits limits) {
		this.channel = channel;
		this.frames = frames;
		this.limits = limits;
		this.loop = new EventLoopCallLoop(channel.eventLoop());
		this.outlet = new MediaOutlet(channel, limits.unsentBytes());
		this.allowance = burst();
	}

	public CallLoop loop() {
		return this.loop;
	}

	/** Begins to read, for this protocol; once. */
	public void open(Protocol protocol) {
		this.protocol = protocol;
		this.pingAt = this.loop.nanoTime();
		this.startDeadline.update(this.loop.schedule(this.limits.start(), () -> end(SocketEnd.NO_START)));
		this.tick.update(this.loop.schedule(TICK, this::tick));
		this.reading.update(this.frames.subscribe(this::frame, this::lost, () -> end(SocketEnd.LOST)));
	}

	/** The carrier has started its stream; from now on media has to come. */
	public void started() {
		this.started = true;
		this.startDeadline.dispose();
		this.mediaAt = this.loop.nanoTime();
	}

	/** Media came. */
	public void mediaHeard() {
		this.media = true;
	}

	/** Queues a text message; the array is handed over. Does nothing after the end. */
	public void send(byte[] message) {
		if (!this.over && !this.outlet.send(message)) {
			end(SocketEnd.STALLED);
		}
	}

	/** Forgets messages that could not be handed to the connection yet. */
	public void dropUnsent() {
		this.outlet.dropUnsent();
	}

	/** Closes the socket for this reason, unless it is over already. On any thread. */
	public void end(SocketEnd why) {
		if (!this.loop.isCurrent()) {
			this.loop.execute(() -> end(why));
			return;
		}
		if (this.over || this.protocol == null) {
			return;
		}
		this.over = true;
		this.tick.dispose();
		this.startDeadline.dispose();
		this.outlet.dropUnsent();
		sayFarewell(why);
		this.protocol.ended(why);
	}

	/**
	 * The close frame may wait behind frames that nobody takes, so that the connection is
	 * cut when it takes too long.
	 */
	private void sayFarewell(SocketEnd why) {
		if (!this.channel.isActive()) {
			this.reading.dispose();
			return;
		}
		Disposable cut = this.loop.schedule(this.limits.farewell(), this.channel::close);
		this.channel.closeFuture().addListener(_ -> {
			cut.dispose();
			this.reading.dispose();
		});
		this.channel.writeAndFlush(new CloseWebSocketFrame(why.code(), why.reason()))
			.addListener(ChannelFutureListener.CLOSE);
	}

	private void frame(WebSocketFrame frame) {
		if (this.over || this.protocol == null) {
			return;
		}
		this.alive = true;
		if (--this.allowance < 0) {
			end(SocketEnd.FLOOD);
		}
		else if (frame instanceof TextWebSocketFrame) {
			read(this.protocol, frame.content());
		}
		else if (frame instanceof BinaryWebSocketFrame) {
			end(SocketEnd.BINARY);
		}
	}

	private void read(Protocol protocol, ByteBuf message) {
		try {
			protocol.text(message);
		}
		catch (RuntimeException failure) {
			log.error("A media socket is closed since its call failed to take a message", failure);
			end(SocketEnd.FAILED);
		}
	}

	private void lost(Throwable failure) {
		end(switch (failure) {
			case CorruptedWebSocketFrameException corrupt -> corrupted(corrupt.closeStatus());
			case TooLongFrameException _ -> SocketEnd.TOO_LONG;
			case DecoderException _ -> SocketEnd.CORRUPT;
			default -> SocketEnd.LOST;
		});
	}

	private static SocketEnd corrupted(WebSocketCloseStatus status) {
		if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
			return SocketEnd.TOO_LONG;
		}
		return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA) ? SocketEnd.GARBAGE : SocketEnd.CORRUPT;
	}

	private void tick() {
		long now = this.loop.nanoTime();
		this.allowance = Math.min(burst(), this.allowance + this.limits.framesPerSecond());
		if (this.media) {
			this.media = false;
			this.mediaAt = now;
		}
		SocketEnd overdue = overdue(now);
		if (overdue != null) {
			end(overdue);
			return;
		}
		pingWhenDue(now);
		this.tick.update(this.loop.schedule(TICK, this::tick));
	}

	private @Nullable SocketEnd overdue(long now) {
		if (this.outlet.stalledFor(this.limits.stall())) {
			return SocketEnd.STALLED;
		}
		if (this.pinged && !this.alive && now - this.pingAt >= this.limits.pong().toNanos()) {
			return SocketEnd.UNRESPONSIVE;
		}
		if (this.started && now - this.mediaAt >= this.limits.silence().toNanos()) {
			return SocketEnd.SILENT;
		}
		return null;
	}

	/** Any frame answers a ping: who still sends media need not also send a pong. */
	private void pingWhenDue(long now) {
		if (now - this.pingAt >= this.limits.pingEvery().toNanos()) {
			this.pingAt = now;
			this.pinged = true;
			this.alive = false;
			this.channel.writeAndFlush(new PingWebSocketFrame());
		}
	}

	private int burst() {
		return BURST_SECONDS * this.limits.framesPerSecond();
	}

	/** What a carrier's room makes of its socket. Called on the loop. */
	public interface Protocol {

		/** A text message, in UTF-8; to be read before this method returns. */
		void text(ByteBuf message);

		/** The socket is over; once, and nothing comes after it. */
		void ended(SocketEnd why);

	}

}
