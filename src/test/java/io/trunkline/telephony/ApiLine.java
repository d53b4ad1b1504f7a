package io.trunkline.telephony;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A carrier's room that makes requests to an API, which a test plays. */
public class ApiLine implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	/**
	 * Opens it.
	 * @param prefix of the settings
	 * @param usual what every account has
	 * @param settings outweigh what is usual
	 * @param requests the package of the requests
	 */
	protected <P> ApiLine(String prefix, Class<P> type, Map<String, String> usual, Map<String, String> settings,
			String publicUrl, Class<?> configuration, String requests) {
		Map<String, String> source = new HashMap<>();
		usual.forEach((name, value) -> source.put(prefix + "." + name, value));
		settings.forEach((name, value) -> source.put(prefix + "." + name, value));
		P properties = new Binder(new MapConfigurationPropertySource(source)).bind(prefix, type).get();
		this.context.registerBean(type, () -> properties);
		this.context.registerBean(TelephonyProperties.class, () -> new TelephonyProperties(publicUrl, ""));
		this.context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
		this.context.register(configuration);
		this.context.scan(requests);
		this.context.refresh();
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
