package io.trunkline.telephony.bandwidth;

import java.util.HashMap;
import java.util.Map;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.telephony.TelephonyProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

/** The room's requests to a Voice API that a test plays. */
final class VoiceLine implements AutoCloseable {

	private static final String TOKEN = "/api/v1/oauth2/token";

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	/**
	 * Opens it.
	 * @param settings of {@code trunkline.bandwidth}, besides what every account has
	 */
	VoiceLine(WireMockExtension bandwidth, String publicUrl, Map<String, String> settings) {
		Map<String, String> all = new HashMap<>(Map.of("account-id", "9900000", "client-id", "client", "client-secret",
				"secret", "application-id", "app-1", "from-number", "+12025550100", "webhook-username",
				"bandwidth-user", "webhook-password", "p<\"&'>ss", "voice-url", bandwidth.baseUrl() + "/api/v2",
				"token-url", bandwidth.baseUrl() + TOKEN));
		all.putAll(settings);
		Map<String, String> source = new HashMap<>();
		all.forEach((name, value) -> source.put("trunkline.bandwidth." + name, value));
		BandwidthProperties properties = new Binder(new MapConfigurationPropertySource(source))
			.bind("trunkline.bandwidth", BandwidthProperties.class)
			.get();
		this.context.registerBean(BandwidthProperties.class, () -> properties);
		this.context.registerBean(TelephonyProperties.class, () -> new TelephonyProperties(publicUrl, ""));
		this.context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
		this.context.register(BandwidthConfiguration.class);
		this.context.scan("io.trunkline.telephony.bandwidth.voice");
		this.context.refresh();
	}

	/** Has the other side give out tokens. */
	static void giveTokens(WireMockExtension bandwidth) {
		bandwidth.stubFor(post(TOKEN).willReturn(okJson("{\"access_token\":\"first\"}")));
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
