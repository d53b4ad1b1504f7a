package io.trunkline.sandbox.bandwidth;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the Voice API that gets its token by itself. */
final class ApiClient {

	static final String CALLS = "/api/v2/accounts/" + CarrierWorld.ACCOUNT + "/calls";

	private final HttpClient http = HttpClient.create(ConnectionProvider.newConnection()).disableRetry(true);

	private final CarrierWorld world;

	private @Nullable String authorization;

	ApiClient(CarrierWorld world) {
		this.world = world;
		this.authorization = "Bearer " + token().json().path("access_token").asString();
	}

	void authorize(String authorization) {
		this.authorization = authorization;
	}

	Response token() {
		String mine = this.authorization;
		this.authorization = CarrierWorld.CLIENT.basic();
		Response response = send("POST", "/api/v1/oauth2/token", "application/x-www-form-urlencoded",
				"grant_type=client_credentials");
		this.authorization = mine;
		return response;
	}

	/** Orders a call, with more fields than it needs. */
	Response order(String to, String more) {
		return send("POST", CALLS, "application/json", """
				{"from":"+12025550100","to":"%s","applicationId":"%s","answerUrl":"%s","disconnectUrl":"%s",\
				"username":"hook","password":"hook-password"%s}""".formatted(to, CarrierWorld.APPLICATION,
				this.world.service.webhookUrl(), this.world.service.webhookUrl(), more));
	}

	Response update(String callId, String json) {
		return send("POST", CALLS + "/" + callId, "application/json", json);
	}

	Response put(String callId, String xml) {
		return send("PUT", CALLS + "/" + callId + "/bxml", "application/xml; charset=utf-8", xml);
	}

	Response show(String callId) {
		return send("GET", CALLS + "/" + callId, null, "");
	}

	Response send(String method, String path, @Nullable String contentType, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return Objects.requireNonNull(this.http.headers((headers) -> {
			if (this.authorization != null) {
				headers.set("Authorization", this.authorization);
			}
			if (contentType != null) {
				headers.set("Content-Type", contentType);
			}
		})
			.request(HttpMethod.valueOf(method))
			.uri(this.world.api(path))
			.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(bytes)))
			.responseSingle((response, content) -> content.asString()
				.defaultIfEmpty("")
				.map((text) -> new Response(response.status().code(), text, response.responseHeaders())))
			.block(Duration.ofSeconds(10)));
	}

	record Response(int status, String body, HttpHeaders headers) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

	}

}
