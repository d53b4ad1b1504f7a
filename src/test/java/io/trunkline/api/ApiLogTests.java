package io.trunkline.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ApiLogTests {

	@Test
	void noLogShowsATokenOrANumberOrWhatIsSaid(CapturedOutput output) {
		try (ApiServer server = ApiServer.start("logging.level.org.springframework.security=debug",
				"logging.level.org.springframework.web=debug", "logging.level.io.trunkline=debug")) {
			server.talking("c-1");
			AllEvents.inOrder().forEach((event) -> server.board().on(ApiServer.inbound("c-2"), event));

			server.post("/api/calls/c-1/say", "{\"sentence\":\"canary sentence\"}");
			server.post("/api/calls", "{\"to\":\"+12025550177\",\"agent\":\"reception\"}");
			server.post("/api/calls", "{\"to\":\"+12025550177x\",\"agent\":\"reception\"}");
			server.get("/api/calls/c-2/events");
			server.send(server.anonymous("/api/calls").header("Authorization", "Bearer wrong-canary"));

			assertThat(server.commands.told).containsExactly("say c-1 canary sentence");
		}
		assertThat(output.getAll()).contains("POST \"/api/calls\"")
			.doesNotContain(ApiServer.TOKEN)
			.doesNotContain("wrong-canary")
			.doesNotContain("canary sentence")
			.doesNotContain("202555")
			.doesNotContain("heard");
	}

}
