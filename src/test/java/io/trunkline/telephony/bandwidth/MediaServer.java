package io.trunkline.telephony.bandwidth;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.trunkline.audio.AudioFormat;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.FakeSwitchboard;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.socket.MediaLimits;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The room on a port of its own, with a switchboard that a test leads. */
final class MediaServer implements AutoCloseable {

	static final String USERNAME = "media";

	static final String PASSWORD = "media:pass\u00e9";

	final FakeSwitchboard switchboard = new FakeSwitchboard();

	final MeterRegistry meters = new SimpleMeterRegistry();

	private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final DisposableServer server;

	MediaServer(MediaLimits limits) {
		this.context.registerBean(Switchboard.class, () -> this.switchboard);
		this.context.registerBean(MeterRegistry.class, () -> this.meters);
		this.context.registerBean(MediaSettings.class,
				() -> new MediaSettings(USERNAME, new Secret(PASSWORD), AudioFormat.TELEPHONE, limits));
		this.context.register(WebFlux.class, BandwidthMediaConfiguration.class);
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
