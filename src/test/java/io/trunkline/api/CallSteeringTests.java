package io.trunkline.api;

import java.net.http.HttpResponse;
import java.time.Duration;

import io.trunkline.call.CallCommandException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class CallSteeringTests {

	private static ApiServer server;

	@BeforeAll
	static void start() {
		server = ApiServer.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void begin() {
		server.commands.answer(Mono.empty());
		server.commands.told.clear();
	}

	@Test
	void commandsReachTheCallThatThePathNames() {
		server.talking("c-1");

		server.post("/api/calls/c-1/say", "{\"sentence\":\"One moment.\"}");
		server.post("/api/calls/c-1/whisper", "{\"note\":\"Be brief.\"}");
		server.post("/api/calls/c-1/transfer", "{\"destination\":\"human\"}");
		hangUp("c-1");

		assertThat(server.commands.told).containsExactly("say c-1 One moment.", "whisper c-1 Be brief.",
				"transfer c-1 human", "hangUp c-1");
	}

	@Test
	void aCallThatIsOverIsHungUpWithoutAWord() {
		server.talking("c-2");
		server.ended("c-2");

		assertThat(hangUp("c-2").statusCode()).isEqualTo(204);
		assertThat(hangUp("c-2").statusCode()).isEqualTo(204);
		assertThat(server.commands.told).isEmpty();
	}

	@Test
	void aCallThatEndsBeforeTheCommandComesIsHungUp() {
		server.talking("c-3");
		server.commands.answer(Mono.defer(() -> {
			server.ended("c-3");
			return Mono.error(new CallCommandException(CallCommandException.Kind.UNKNOWN, "gone"));
		}));

		assertThat(hangUp("c-3").statusCode()).isEqualTo(204);
	}

	@Test
	void aCallThatIsOverCanBeToldNothing() {
		server.talking("c-4");
		server.ended("c-4");

		HttpResponse<String> response = server.post("/api/calls/c-4/say", "{\"sentence\":\"Hello?\"}");

		assertThat(response.statusCode()).isEqualTo(409);
		assertThat(response.body()).contains("urn:trunkline:problem:call-state").contains("The call is over.");
		assertThat(server.commands.told).isEmpty();
	}

	@Test
	void aCallThatOnlyTheCarrierKnowsCanStillBeHungUp() {
		assertThat(hangUp("c-5").statusCode()).isEqualTo(204);
		assertThat(server.commands.told).containsExactly("hangUp c-5");
	}

	/**
	 * Reactor Netty stops reading if the next request overtakes the end of such a one.
	 */
	@Test
	void anAnswerFromAnotherThreadLeavesTheConnectionToTheNext() {
		for (int times = 0; times < 200; times++) {
			server.commands.answer(Mono.delay(Duration.ofMillis(2)).then());
			assertThat(hangUp("c-6").statusCode()).isEqualTo(204);
			server.commands.answer(Mono.empty());
			assertThat(hangUp("c-6").statusCode()).isEqualTo(204);
			assertThat(server.post("/api/calls/c-6/say", "{\"sentence\":\"Hello\"}").statusCode()).isEqualTo(202);
		}
	}

	private static HttpResponse<String> hangUp(String call) {
		return server.send(server.request("/api/calls/" + call).DELETE());
	}

}
