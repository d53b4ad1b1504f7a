package io.trunkline.speech.cartesia;

import java.io.IOException;

import io.trunkline.provider.socket.Ending;
import io.trunkline.speech.SpeechException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CartesiaErrors}. */
class CartesiaErrorsTests {

	@ParameterizedTest
	@CsvSource({ "400, voice_not_found, REJECTED", "400, , REJECTED", "404, , REJECTED", "401, , UNAUTHORIZED",
			"403, , UNAUTHORIZED", "402, quota_exceeded, UNAUTHORIZED", "0, plan_upgrade_required, UNAUTHORIZED",
			"429, , BUSY", "0, concurrency_limited, BUSY", "408, , RETRYABLE", "500, , RETRYABLE", "503, , RETRYABLE",
			"0, , RETRYABLE" })
	void reportsAreClassified(int status, String code, SpeechException.Kind kind) {
		var refusal = new CartesiaErrors.Refusal(status, (code != null) ? code : "", "Title", "r-1");
		SpeechException failure = CartesiaErrors.refused(refusal);
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure).hasMessageContaining("Title").hasMessageContaining("r-1");
	}

	@ParameterizedTest
	@CsvSource({ "1000, RETRYABLE", "1001, RETRYABLE", "1005, RETRYABLE", "1006, RETRYABLE", "1011, RETRYABLE",
			"1012, RETRYABLE", "1013, RETRYABLE", "1015, RETRYABLE", "1002, REJECTED", "1003, REJECTED",
			"1007, REJECTED", "1008, REJECTED", "1009, REJECTED", "1010, REJECTED", "4000, REJECTED" })
	void closeCodesAreClassified(int code, SpeechException.Kind kind) {
		SpeechException failure = CartesiaErrors.ended(new Ending.Closed(code, "why"));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure).hasMessageContaining(code + " why");
	}

	@ParameterizedTest
	@CsvSource({ "400, REJECTED", "401, UNAUTHORIZED", "402, UNAUTHORIZED", "403, UNAUTHORIZED", "404, REJECTED",
			"429, BUSY", "500, RETRYABLE", "302, REJECTED", "200, RETRYABLE" })
	void refusedUpgradesAreClassified(int status, SpeechException.Kind kind) {
		SpeechException failure = CartesiaErrors.ended(new Ending.Refused(status));
		assertThat(failure.kind()).isEqualTo(kind);
		assertThat(failure).hasMessageContaining(String.valueOf(status));
	}

	@Test
	void aBadKeyNamesItsSetting() {
		SpeechException failure = CartesiaErrors.refused(new CartesiaErrors.Refusal(401, "", "", ""));
		assertThat(failure).hasMessageContaining("trunkline.cartesia.api-key");
	}

	@Test
	void brokenConnectionsMayBeTriedAgain() {
		IOException reset = new IOException("Connection reset by peer");
		assertThat(CartesiaErrors.ended(new Ending.Broken(reset)).kind()).isEqualTo(SpeechException.Kind.RETRYABLE);
		assertThat(CartesiaErrors.ended(new Ending.Broken(reset))).hasCause(reset);
	}

}
