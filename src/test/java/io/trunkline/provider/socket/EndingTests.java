package io.trunkline.provider.socket;

import java.io.IOException;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Ending}. */
class EndingTests {

	@ParameterizedTest
	@CsvSource({ "200, true", "302, false", "400, false", "401, false", "402, false", "404, false", "408, true",
			"429, true", "500, true", "503, true" })
	void whatOneCallerAskedWronglySaysNothingOfTheProvider(int status, boolean outage) {
		var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
		Ending ending = Ending.of(new WebSocketClientHandshakeException("no", response));
		assertThat(ending).isEqualTo(new Ending.Refused(status));
		assertThat(ending.isOutage()).isEqualTo(outage);
	}

	@Test
	void aConnectionThatBreaksIsAnOutage() {
		IOException reset = new IOException("Connection reset by peer");
		assertThat(Ending.of(reset)).isEqualTo(new Ending.Broken(reset)).returns(true, Ending::isOutage);
	}

	@Test
	void aHandshakeWithoutAnswerIsNoRefusal() {
		assertThat(Ending.of(new WebSocketClientHandshakeException("no"))).isInstanceOf(Ending.Broken.class);
	}

}
