package io.trunkline.telephony.twilio;

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.trunkline.telephony.FakeSwitchboard;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.socket.MediaDoor;
import io.trunkline.telephony.socket.MediaLimits;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The media door on a port of its own, with a switchboard that a test leads. */
final class TwilioMediaServer implements AutoCloseable {

	final FakeSwitchboard switchboard = new FakeSwitchboard();

	final MeterRegistry meters = new SimpleMeterRegistry();

	private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final DisposableServer server;

	TwilioMediaServer(MediaLimits limits) {
		TwilioSockets sockets = new TwilioSockets(this.switchboard,
				new TelephonyProperties(TwilioServer.PUBLIC_URL, ""), new TwilioSignature(List.of(TwilioServer.TOKEN)),
				this.meters);
		MediaDoor door = new MediaDoor(this.switchboard, sockets, limits, this.meters);
		this.context.registerBean(SimpleUrlHandlerMapping.class,
				() -> new SimpleUrlHandlerMapping(Map.of(TwilioSockets.PATH + "{token}", door), 0));
		this.context.register(WebFlux.class);
		this.context.refresh();
		ReactorHttpHandlerAdapter handler = new ReactorHttpHandlerAdapter(
				WebHttpHandlerBuilder.applicationContext(this.context).build());
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.channelGroup(this.channels)
			.handle(handler)
			.bindNow();
	}

	int port() {
		return this.server.port();
	}

	int connections() {
		return this.channels.size();
	}

	double count(String name, String tag, String value) {
		var counter = this.meters.find(name).tag(tag, value).counter();
		return (counter != null) ? counter.count() : 0;
	}

	@Override
	public void close() {
		this.server.disposeNow();
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class WebFlux {

	}

}
