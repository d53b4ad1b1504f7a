package io.trunkline.language.openai;

import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.trunkline.language.LanguageException;
import io.trunkline.language.LanguageException.Kind;
import io.trunkline.language.openai.ChatFailure.Fault;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class ChatFailureTests {

	@ParameterizedTest
	@CsvSource({ "400, REJECTED, REJECTED, false", "401, UNAUTHORIZED, UNAUTHORIZED, false",
			"402, NO_CREDIT, UNAUTHORIZED, false", "403, UNAUTHORIZED, UNAUTHORIZED, false",
			"404, REJECTED, REJECTED, false", "408, SERVER_ERROR, RETRYABLE, true",
			"409, SERVER_ERROR, RETRYABLE, true", "413, REJECTED, REJECTED, false", "422, REJECTED, REJECTED, false",
			"429, RATE_LIMITED, BUSY, true", "500, SERVER_ERROR, RETRYABLE, true", "503, SERVER_ERROR, RETRYABLE, true",
			"529, RATE_LIMITED, BUSY, true", "302, REJECTED, REJECTED, false", "200, REJECTED, REJECTED, false" })
	void eachStatusHasItsKind(int status, Fault fault, Kind kind, boolean worthARetry) {
		ChatFailure failure = ChatFailure.refused(status, new HttpHeaders(), ErrorBody.NONE);
		assertThat(failure.fault()).isEqualTo(fault);
		assertThat(failure.fault().isTransient()).isEqualTo(worthARetry);
		LanguageException outside = failure.toLanguageException();
		assertThat(outside.kind()).isEqualTo(kind);
		assertThat(outside).hasMessageContaining(String.valueOf(status));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}",
			"{\"error\":{\"code\":\"credit_balance_exhausted\"}}" })
	void usedUpCreditIsNeverRetried(String body) {
		ChatFailure failure = ChatFailure.refused(429, new HttpHeaders(), ErrorBody.parse(body));
		assertThat(failure.fault()).isEqualTo(Fault.NO_CREDIT);
		assertThat(failure.toLanguageException().kind()).isEqualTo(Kind.UNAUTHORIZED);
	}

	@Test
	void anErrorWithStatus200IsReadFromItsBody() {
		assertThat(ChatFailure.refused(200, new HttpHeaders(), ErrorBody.parse("{\"error\":{\"code\":429}}")).fault())
			.isEqualTo(Fault.RATE_LIMITED);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":\"c\"}} | t | c",
			"{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":null}} | t | ''", "{\"error\":\"text\"} | '' | ''",
			"{\"message\":\"m\"} | '' | ''", "{\"detail\":\"Not Found\"} | '' | ''",
			"{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"m\"}]} | '' | ''",
			"{\"error\":{\"code\":\"429\",\"message\":\"m\",\"innererror\":{}}} | '' | 429",
			"[{\"error\":{\"code\":400,\"message\":\"m\",\"status\":\"INVALID_ARGUMENT\"}}] | '' | 400",
			"{\"object\":\"error\",\"message\":\"m\",\"type\":\"t\",\"code\":40301} | t | 40301",
			"<html>Bad gateway</html> | '' | ''", "'' | '' | ''", "[] | '' | ''", "7 | '' | ''", "null | '' | ''" })
	void everyShapeOfABodyIsRead(String body, String type, String code) {
		assertThat(ErrorBody.parse(body)).isEqualTo(new ErrorBody(type, code));
	}

	@Test
	void whatAServerWritesDoesNotReachTheMessage() {
		ErrorBody body = ErrorBody
			.parse("""
					{"error":{"message":"Invalid: my number is +12025550123","type":"my number is +12025550123","code":"bad_request"}}""");
		assertThat(ChatFailure.refused(400, new HttpHeaders(), body).toLanguageException().getMessage())
			.contains("400", "bad_request")
			.doesNotContain("5550123");
	}

	@ParameterizedTest
	@CsvSource({ "401, api-key", "403, api-key", "402, api-key", "404, base-url", "400, model" })
	void theMessageNamesTheSettingToChange(int status, String setting) {
		assertThat(ChatFailure.refused(status, new HttpHeaders(), ErrorBody.NONE)).hasMessageContaining(setting);
	}

	@ParameterizedTest
	@CsvSource({ "retry-after, 2, 2000", "retry-after, 0.5, 500", "retry-after-ms, 120, 120",
			"retry-after-ms, 1.5, 1.5" })
	void theServersPauseIsRead(String header, String value, double millis) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(header, value);
		assertThat(ChatFailure.refused(429, headers, ErrorBody.NONE).retryAfter())
			.isEqualTo(Duration.ofNanos((long) (millis * 1_000_000)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Wed, 21 Oct 2026 07:28:00 GMT", "-1", "", "1e9", "99999999999" })
	void aPauseThatIsNoNumberIsPassedOver(String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.set("retry-after", value);
		assertThat(ChatFailure.refused(429, headers, ErrorBody.NONE).retryAfter()).isNull();
	}

	@Test
	void whatHappensOnTheWayIsToldApart() {
		assertThat(ChatFailure.of(new ConnectException("refused")).fault()).isEqualTo(Fault.DISCONNECTED);
		assertThat(ChatFailure.of(new IllegalStateException(new IOException("reset"))).fault())
			.isEqualTo(Fault.DISCONNECTED);
		assertThat(ChatFailure.of(new SSLHandshakeException("closed")).fault()).isEqualTo(Fault.DISCONNECTED);
		assertThat(ChatFailure.of(new IOException(new CertificateException("expired"))).fault())
			.isEqualTo(Fault.CERTIFICATE);
		assertThat(ChatFailure.of(new IllegalStateException(new TimeoutException())).fault())
			.isEqualTo(Fault.POOL_EXHAUSTED);
		assertThat(ChatFailure.of(new IllegalStateException("?")).fault()).isEqualTo(Fault.INTERNAL);
	}

	@Test
	void aFailureStaysTheSame() {
		ChatFailure failure = new ChatFailure(Fault.STALLED, "stalled");
		assertThat(ChatFailure.of(failure)).isSameAs(failure);
		assertThat(ChatFailure.of(new IllegalStateException(failure))).isSameAs(failure);
	}

}
