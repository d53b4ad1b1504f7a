package io.trunkline.engine.realtime;

import java.io.IOException;

import io.trunkline.engine.realtime.RealtimeException.Kind;
import io.trunkline.provider.socket.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RealtimeException}. */
class RealtimeExceptionTests {

	@ParameterizedTest
	@CsvSource({ "400, REFUSED, trunkline.realtime.url", "401, REFUSED, trunkline.realtime.api-key",
			"404, REFUSED, trunkline.realtime.model", "408, LOST, 408", "429, BUSY, 429", "500, LOST, 500",
			"503, LOST, 503" })
	void refusedUpgradesAreClassifiedAndNameTheirSetting(int status, Kind kind, String words) {
		RealtimeException failure = RealtimeException.of(new Ending.Refused(status));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure).hasMessageContaining(words);
	}

	@Test
	void brokenConnectionsMayBeReplaced() {
		assertThat(RealtimeException.of(new Ending.Broken(new IOException("reset"))).kind()).isEqualTo(Kind.LOST);
		assertThat(RealtimeException.of(new Ending.Late()).kind()).isEqualTo(Kind.LOST);
		assertThat(RealtimeException.of(new Ending.Mute()).kind()).isEqualTo(Kind.LOST);
		assertThat(RealtimeException.of(new Ending.Closed(1000, "")).kind()).isEqualTo(Kind.LOST);
	}

}
