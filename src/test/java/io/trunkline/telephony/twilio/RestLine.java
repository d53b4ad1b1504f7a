package io.trunkline.telephony.twilio;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.telephony.TelephonyProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The room's requests to an API that a test plays. */
final class RestLine implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	/**
	 * Opens it.
	 * @param settings of {@code trunkline.twilio}, besides what every account has
	 */
	RestLine(String apiUrl, String publicUrl, Map<String, String> settings) {
		Map<String, String> all = new HashMap<>(Map.of("account-sid", TwilioServer.ACCOUNT, "auth-token",
				"first,second", "from-number", "+12025550100", "api-url", apiUrl));
		all.putAll(settings);
		Map<String, String> source = new HashMap<>();
		all.forEach((name, value) -> source.put("trunkline.twilio." + name, value));
		TwilioProperties properties = new Binder(new MapConfigurationPropertySource(source))
			.bind("trunkline.twilio", TwilioProperties.class)
			.get();
		this.context.registerBean(TwilioProperties.class, () -> properties);
		this.context.registerBean(TelephonyProperties.class, () -> new TelephonyProperties(publicUrl, ""));
		this.context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
		this.context.register(TwilioConfiguration.class);
		this.context.scan("io.trunkline.telephony.twilio.rest");
		this.context.refresh();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
