package io.trunkline.telephony.socket;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

class MediaSocketTests {

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final Sinks.Many<WebSocketFrame> wire = Sinks.many().unicast().onBackpressureBuffer();

	private final List<String> texts = new ArrayList<>();

	private final List<SocketEnd> ends = new ArrayList<>();

	private final MediaSocket socket;

	private final Traffic traffic = new Traffic();

	MediaSocketTests() {
		this.channel.freezeTime();
		this.channel.pipeline().addLast(this.traffic);
		this.socket = new MediaSocket(this.channel, this.wire.asFlux(), MediaLimits.DEFAULT);
		this.socket.open(new MediaSocket.Protocol() {

			@Override
			public void text(ByteBuf message) {
				String text = message.toString(StandardCharsets.UTF_8);
				if (text.equals("bug")) {
					throw new IllegalStateException("a bug");
				}
				MediaSocketTests.this.texts.add(text);
			}

			@Override
			public void ended(SocketEnd why) {
				MediaSocketTests.this.ends.add(why);
			}
		});
	}

	@AfterEach
	void nothingIsLeft() {
		this.traffic.letThrough();
		this.socket.end(SocketEnd.CLOSED);
		this.channel.runPendingTasks();
		assertThat(this.ends).hasSize(1);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.channel.runScheduledPendingTasks()).as("time of the next timer").isEqualTo(-1);
		this.channel.finishAndReleaseAll();
	}

	@Test
	void streamThatDoesNotStartIsRefused() {
		pass(Duration.ofMillis(4900));
		assertThat(this.ends).isEmpty();
		pass(Duration.ofMillis(200));
		assertEnded(SocketEnd.NO_START, 1008);
	}

	@Test
	void streamWithoutMediaIsBroken() {
		this.socket.started();
		for (int second = 0; second < 14; second++) {
			come(new PongWebSocketFrame());
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.ends).isEmpty();
		pass(Duration.ofSeconds(2));
		assertEnded(SocketEnd.SILENT, 1001);
	}

	@Test
	void streamWithMediaOutlivesEveryTimer() {
		this.socket.started();
		for (int second = 0; second < 3600; second++) {
			come(new TextWebSocketFrame("media"));
			this.socket.mediaHeard();
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.ends).isEmpty();
		assertThat(this.traffic.pings).isBetween(178, 180);
	}

	@Test
	void carrierThatSaysNothingAfterAPingIsGone() {
		talkFor(20);
		assertThat(this.traffic.pings).isOne();
		pass(Duration.ofSeconds(9));
		assertThat(this.ends).isEmpty();
		pass(Duration.ofSeconds(2));
		assertEnded(SocketEnd.UNRESPONSIVE, 1001);
	}

	@Test
	void pongIsSignOfLife() {
		talkFor(20);
		come(new PongWebSocketFrame());
		pass(Duration.ofSeconds(12));
		assertThat(this.ends).isEmpty();
	}

	@Test
	void burstAfterAStallIsTakenButNotAFlood() {
		this.socket.started();
		for (int i = 0; i < 900; i++) {
			come(new TextWebSocketFrame("media"));
		}
		assertThat(this.ends).isEmpty();
		for (int i = 0; i < 101; i++) {
			come(new TextWebSocketFrame("media"));
		}
		assertEnded(SocketEnd.FLOOD, 1008);
		assertThat(this.texts).hasSize(1000);
	}

	@Test
	void rateAboveTheLimitDoesNotLast() {
		this.socket.started();
		int seconds = 0;
		while (this.ends.isEmpty() && seconds < 60) {
			for (int i = 0; i < 250; i++) {
				come(new TextWebSocketFrame("media"));
			}
			this.socket.mediaHeard();
			pass(Duration.ofSeconds(1));
			seconds++;
		}
		assertThat(seconds).isBetween(15, 21);
		assertEnded(SocketEnd.FLOOD, 1008);
	}

	@Test
	void binaryFrameIsRefused() {
		come(new BinaryWebSocketFrame());
		assertEnded(SocketEnd.BINARY, 1003);
	}

	@Test
	void nothingIsReadAfterTheEnd() {
		this.socket.end(SocketEnd.STOPPED);
		come(new TextWebSocketFrame("late"));
		this.socket.end(SocketEnd.FAILED);
		assertThat(this.texts).isEmpty();
		assertEnded(SocketEnd.STOPPED, 1000);
	}

	@Test
	void bugInTheCallEndsOnlyItsSocket() {
		come(new TextWebSocketFrame("bug"));
		assertEnded(SocketEnd.FAILED, 1011);
	}

	@Test
	void causeOfACorruptFrameIsKept() {
		this.wire.tryEmitError(new CorruptedWebSocketFrameException(WebSocketCloseStatus.MESSAGE_TOO_BIG, "too big"));
		assertThat(this.ends).containsExactly(SocketEnd.TOO_LONG);
	}

	@Test
	void textThatIsNoTextIsGarbage() {
		this.wire
			.tryEmitError(new CorruptedWebSocketFrameException(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "no UTF-8"));
		assertThat(this.ends).containsExactly(SocketEnd.GARBAGE);
	}

	@Test
	void messagesGoOutInOrder() {
		send("1");
		send("2");
		send("3");
		assertThat(this.traffic.texts).containsExactly("1", "2", "3");
	}

	@Test
	void droppingForgetsWhatTheConnectionDoesNotTake() {
		this.traffic.clogged = true;
		String kilobyte = "x".repeat(1024);
		for (int i = 0; i < 100; i++) {
			send(kilobyte);
		}
		this.socket.dropUnsent();
		send("clear");
		this.traffic.letThrough();
		assertThat(this.traffic.texts).hasSize(33).last().isEqualTo("clear");
	}

	@Test
	void carrierThatTakesNothingForTenSecondsIsStalled() {
		this.socket.started();
		send("taken");
		pass(Duration.ofMillis(500));
		this.traffic.clogged = true;
		send("not taken");
		for (int second = 0; second < 9; second++) {
			come(new TextWebSocketFrame("media"));
			pass(Duration.ofSeconds(1));
		}
		assertThat(this.ends).isEmpty();
		pass(Duration.ofSeconds(2));
		assertThat(this.ends).containsExactly(SocketEnd.STALLED);
	}

	@Test
	void carrierThatTakesLittleByLittleIsNotStalled() {
		this.socket.started();
		this.traffic.clogged = true;
		for (int i = 0; i < 20; i++) {
			send("waiting " + i);
		}
		for (int second = 0; second < 60; second += 5) {
			come(new TextWebSocketFrame("media"));
			this.socket.mediaHeard();
			pass(Duration.ofSeconds(5));
			this.traffic.letOneThrough();
		}
		assertThat(this.ends).isEmpty();
	}

	@Test
	void moreThanHalfAMinuteOfSoundIsTooMuch() {
		this.traffic.clogged = true;
		String second = "x".repeat(10_700);
		int seconds = 0;
		while (this.ends.isEmpty() && seconds < 60) {
			send(second);
			seconds++;
		}
		assertThat(seconds).isBetween(30, 40);
		assertThat(this.ends).containsExactly(SocketEnd.STALLED);
	}

	@Test
	void connectionIsCutWhenTheFarewellIsNotTaken() {
		this.traffic.clogged = true;
		this.socket.end(SocketEnd.CLOSED);
		pass(Duration.ofMillis(1900));
		assertThat(this.channel.isOpen()).isTrue();
		pass(Duration.ofMillis(200));
		assertThat(this.channel.isOpen()).isFalse();
	}

	/** Media, and so life, for these seconds. */
	private void talkFor(int seconds) {
		this.socket.started();
		for (int second = 0; second < seconds; second++) {
			come(new TextWebSocketFrame("media"));
			this.socket.mediaHeard();
			pass(Duration.ofSeconds(1));
		}
	}

	private void come(WebSocketFrame frame) {
		this.wire.tryEmitNext(frame);
		ReferenceCountUtil.release(frame);
	}

	private void send(String text) {
		this.socket.send(text.getBytes(StandardCharsets.UTF_8));
	}

	private void pass(Duration time) {
		for (long left = time.toMillis(); left > 0; left -= 100) {
			this.channel.advanceTimeBy(Math.min(left, 100), TimeUnit.MILLISECONDS);
			this.channel.runScheduledPendingTasks();
		}
	}

	private void assertEnded(SocketEnd why, int code) {
		assertThat(this.ends).containsExactly(why);
		assertThat(this.traffic.closeCode).isEqualTo(code);
	}

	/** What leaves the channel, which may be clogged. */
	private static final class Traffic extends ChannelOutboundHandlerAdapter {

		private final List<String> texts = new ArrayList<>();

		private final Queue<Runnable> waiting = new ArrayDeque<>();

		private boolean clogged;

		private int pings;

		private @Nullable Integer closeCode;

		@Override
		public void write(ChannelHandlerContext context, Object frame, ChannelPromise promise) {
			if (this.clogged && !(frame instanceof PingWebSocketFrame)) {
				this.waiting.add(() -> take(frame, promise));
			}
			else {
				take(frame, promise);
			}
		}

		private void take(Object frame, ChannelPromise promise) {
			switch (frame) {
				case TextWebSocketFrame text -> this.texts.add(text.text());
				case PingWebSocketFrame _ -> this.pings++;
				case CloseWebSocketFrame close -> this.closeCode = close.statusCode();
				default -> throw new AssertionError(frame);
			}
			ReferenceCountUtil.release(frame);
			promise.trySuccess();
		}

		void letOneThrough() {
			Runnable next = this.waiting.poll();
			if (next != null) {
				next.run();
			}
		}

		void letThrough() {
			while (!this.waiting.isEmpty()) {
				letOneThrough();
			}
			this.clogged = false;
		}

	}

}
