package io.trunkline.api;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiWithoutTokenTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void nobodyGetsInEvenWithTheSameNothing(String token) {
		try (ApiServer server = ApiServer.start("trunkline.api.token=" + token)) {
			Conformance conformance = new Conformance(server);
			for (Operation operation : conformance.operations()) {
				conformance.hold(operation, switchedOff(server, operation, ""), 503);
				conformance.hold(operation, switchedOff(server, operation, "Bearer " + token), 503);
				conformance.hold(operation, switchedOff(server, operation, "Bearer x"), 503);
			}
			assertThat(server.send(server.anonymous("/v3/api-docs")).statusCode()).isEqualTo(200);
			assertThat(server.commands.told).isEmpty();
			assertThat(server.placing.orders).isEmpty();
		}
	}

	@Test
	void theApplicationAsShippedHasNoToken() {
		try (ApiServer server = ApiServer.start("trunkline.api.token=${API_TOKEN:}")) {
			assertThat(server.get("/api/calls").statusCode()).isEqualTo(503);
		}
	}

	private static HttpResponse<String> switchedOff(ApiServer server, Operation operation, String authorization) {
		HttpRequest.Builder request = server.anonymous(operation.path("c-1"))
			.method(operation.method(), BodyPublishers.noBody());
		if (!authorization.isEmpty()) {
			request.header("Authorization", authorization);
		}
		HttpResponse<String> response = server.send(request);
		assertThat(response.body()).contains("trunkline.api.token").contains("API_TOKEN");
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
		return response;
	}

}
