package io.trunkline.telephony;

import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A carrier's media door on a port of its own, with a switchboard that a test leads. */
public abstract class MediaRoom implements AutoCloseable {

	public final FakeSwitchboard switchboard = new FakeSwitchboard();

	public final MeterRegistry meters = new SimpleMeterRegistry();

	private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final DisposableServer server;

	/**
	 * Opens it.
	 * @param furnish puts in what is the carrier's, beside switchboard and meters
	 */
	protected MediaRoom(Consumer<AnnotationConfigApplicationContext> furnish) {
		this.context.getBeanFactory().registerSingleton("switchboard", this.switchboard);
		this.context.getBeanFactory().registerSingleton("meters", this.meters);
		furnish.accept(this.context);
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

	public int port() {
		return this.server.port();
	}

	public int connections() {
		return this.channels.size();
	}

	public double count(String name, String tag, String value) {
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
