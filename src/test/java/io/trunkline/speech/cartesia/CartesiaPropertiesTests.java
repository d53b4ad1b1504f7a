package io.trunkline.speech.cartesia;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link CartesiaProperties}. */
class CartesiaPropertiesTests {

	@Test
	void defaultsSuitAPhoneAgent() {
		CartesiaProperties properties = Settings.of();
		assertThat(properties.url()).isEqualTo(URI.create("https://api.cartesia.ai"));
		assertThat(properties.version()).isEqualTo("2026-03-01");
		assertThat(properties.stt()).isEqualTo(CartesiaProperties.Stt.TURNS);
		assertThat(properties.turnStartThreshold()).isEqualTo(0.8);
		assertThat(properties.turnEagerEndThreshold()).isEqualTo(0.5);
		assertThat(properties.turnEndThreshold()).isEqualTo(0.25);
		assertThat(properties.turnEndTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(properties.keyterms()).isEmpty();
		assertThat(properties.maxBufferDelay()).isZero();
		assertThat(properties.manual()).isEqualTo(new CartesiaProperties.Manual(Duration.ofMillis(700),
				CartesiaProperties.Detector.ADAPTIVE, 300, Duration.ofSeconds(60)));
		assertThat(properties.deadlines().connect()).isEqualTo(Duration.ofSeconds(3));
		assertThat(properties.deadlines().ping()).isEqualTo(Duration.ofSeconds(20));
	}

	@Test
	void theKeyDoesNotShow() {
		assertThat(Settings.of()).asString().doesNotContain("sk_car_test");
	}

	@ParameterizedTest
	@CsvSource({ "url, ftp://example.com", "url, /relative", "version, yesterday", "turn-start-threshold, 0.95",
			"turn-eager-end-threshold, 0.2", "turn-end-threshold, 0.01", "turn-end-timeout, 100ms",
			"max-buffer-delay, 6s", "speed, 2", "volume, 0.1", "manual.end-silence, 1ms", "manual.speech-level, 0",
			"manual.longest, 1s", "deadlines.pong, 30s", "deadlines.connect, 0s" })
	void whatIsOutOfRangeIsNamed(String setting, String value) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> Settings.of(setting, value))
			.havingRootCause()
			.withMessageContaining("trunkline.cartesia." + setting.replace(".connect", ""));
	}

	@Test
	void thresholdsMustFall() {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> Settings.of("turn-eager-end-threshold", "0.5", "turn-start-threshold", "0.5"))
			.havingRootCause()
			.withMessage("trunkline.cartesia.turn-start-threshold must be greater than turn-eager-end-threshold (0.5),"
					+ " but is 0.5");
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> Settings.of("turn-eager-end-threshold", "0.3", "turn-end-threshold", "0.4"))
			.havingRootCause()
			.withMessageContaining("trunkline.cartesia.turn-eager-end-threshold must be greater");
	}

	@Test
	void keytermsAreLimitedInNumberAndLength() {
		String many = IntStream.range(0, 101).mapToObj(String::valueOf).collect(Collectors.joining(","));
		String some = IntStream.range(0, 13).mapToObj((i) -> "x".repeat(100)).collect(Collectors.joining(","));
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> Settings.of("keyterms", many))
			.havingRootCause()
			.withMessageContaining("trunkline.cartesia.keyterms must be at most 100");
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> Settings.of("keyterms", some))
			.havingRootCause()
			.withMessageContaining("at most 1200 characters");
	}

}
