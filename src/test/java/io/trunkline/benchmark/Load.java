package io.trunkline.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.trunkline.sandbox.SandboxServer;
import io.trunkline.sandbox.bandwidth.SandboxCarrierOptions;
import io.trunkline.sandbox.bandwidth.bxml.Credentials;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.cartesia.CartesiaOptions;
import io.trunkline.sandbox.openai.ModelOptions;
import io.trunkline.sandbox.twilio.TwilioOptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * The other side of a load test, a process of its own: carrier, providers, and for the
 * bare relay a peer that sends a caller's audio back in frames of 80 ms. Arguments: its
 * port, the peer's port, the service's port, calls, seconds. Says READY, waits for a
 * line, says STEADY when all calls are up, END when the time is over.
 */
final class Load {

	private static final int FRAMES = 4;

	private Load() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		QuietLogs.please();
		int calls = Integer.parseInt(args[3]);
		Duration length = Duration.ofSeconds(Long.parseLong(args[4]));
		SandboxCarrierOptions options = new SandboxCarrierOptions("9900000", "1d0c0b0a-0000-4000-8000-000000000001",
				"+12025550100", URI.create("http://127.0.0.1:" + args[2] + "/webhooks/bandwidth"),
				new Credentials("sandbox", "sandbox-webhook"), new Credentials("sandbox-client", "sandbox-secret"));
		TwilioOptions twilio = new TwilioOptions("AC0", "nobody-calls-here", "+12025550110",
				URI.create("http://127.0.0.1:" + args[2] + "/webhooks/twilio"),
				URI.create("http://127.0.0.1:" + args[2] + "/webhooks/twilio/status"));
		DisposableServer peer = HttpServer.create()
			.host("127.0.0.1")
			.port(Integer.parseInt(args[1]))
			.route((routes) -> routes.ws("/peer", Load::echo))
			.bindNow();
		try (SandboxServer sandbox = SandboxServer.start(options, twilio, CartesiaOptions.defaults(),
				ModelOptions.defaults(), Integer.parseInt(args[0]))) {
			System.out.println("READY");
			new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
			Flux.interval(Duration.ofMillis(50))
				.take(calls)
				.doOnNext((_) -> sandbox.call(talkative(length.plusSeconds(60))))
				.blockLast();
			Thread.sleep(Duration.ofSeconds(8));
			System.out.println("STEADY " + sandbox.carrier().calls().size());
			Thread.sleep(length);
			System.out.println("END " + sandbox.carrier().calls().size());
		}
		peer.disposeNow();
	}

	/** Asks again as soon as the answer is over, for as long as it is wanted. */
	private static Caller talkative(Duration length) {
		Caller caller = Caller.from("+12025550123");
		for (int turn = 0; turn < length.toSeconds() / 5; turn++) {
			caller = caller.waitForAgent(Caller.TURN_GAP, length).say("And what are your opening hours?");
		}
		return caller;
	}

	private static Mono<Void> echo(WebsocketInbound in, WebsocketOutbound out) {
		return out.sendObject(in.receive().retain().buffer(FRAMES).map((frames) -> {
			CompositeByteBuf joined = Unpooled.compositeBuffer(FRAMES);
			frames.forEach((ByteBuf frame) -> joined.addComponent(true, frame));
			return new BinaryWebSocketFrame(joined);
		})).then();
	}

}
