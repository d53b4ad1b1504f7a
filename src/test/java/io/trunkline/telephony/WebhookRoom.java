package io.trunkline.telephony;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A carrier's room on a real port of the loopback interface. */
public abstract class WebhookRoom implements AutoCloseable {

	protected static final String PUBLIC_URL = "https://voice.example.com";

	/** Shorter than the server's patience with idle connections. */
	protected static final Duration PATIENCE = Duration.ofSeconds(12);

	protected final ConfigurableApplicationContext context;

	/**
	 * Starts with a public address.
	 * @param usual what the carrier's room needs besides
	 * @param properties override these
	 */
	protected WebhookRoom(Class<?> application, Switchboard switchboard, List<String> usual, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
				"--spring.main.banner-mode=off", "--logging.level.io.trunkline=info",
				"--trunkline.public-url=" + PUBLIC_URL, "--trunkline.fallback-number="));
		usual.forEach((property) -> arguments.add("--" + property));
		for (String property : properties) {
			arguments.removeIf((argument) -> argument.startsWith("--" + property.replaceFirst("=.*", "=")));
			arguments.add("--" + property);
		}
		this.context = new SpringApplicationBuilder(application)
			.initializers(
					(GenericApplicationContext context) -> context.registerBean(Switchboard.class, () -> switchboard))
			.run(arguments.toArray(String[]::new));
	}

	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	public MeterRegistry meters() {
		return this.context.getBean(MeterRegistry.class);
	}

	public double count(String meter, String tag, String value) {
		var counter = meters().find(meter).tag(tag, value).counter();
		return (counter != null) ? counter.count() : 0;
	}

	public WebTestClient client() {
		return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port()).responseTimeout(PATIENCE).build();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
