package io.trunkline;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls over real sockets whose greeting depends on what an operator's server knows. */
class LookedUpCallTests {

	private static final WireMockServer CRM = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	private static Stack stack;

	@BeforeAll
	static void start() {
		CRM.start();
		stack = Stack.start("trunkline.agents.reception.greeting=Hello {{customer_name}}, how can I help?",
				"trunkline.agents.reception.variables.customer-name=there",
				"trunkline.agents.reception.lookup.url=" + CRM.baseUrl() + "/customers/{caller}",
				"trunkline.agents.reception.lookup.timeout=3s",
				"trunkline.agents.reception.lookup.provides=customer_name");
	}

	@AfterAll
	static void stop() {
		stack.close();
		CRM.stop();
	}

	@AfterEach
	void nothingIsLeft() {
		Awaitility.await().until(() -> stack.permits().active() + stack.permits().reserved() == 0);
	}

	@SideBySide
	@Test
	void callerIsGreetedByName() {
		CRM.stubFor(WireMock.get("/customers/%2B12025550123")
			.willReturn(WireMock.okJson("{\"customer_name\": \"Ada\"}").withFixedDelay(300)));
		assertThat(greeted("+12025550123")).isEqualTo("agent: Hello Ada, how can I help?");
	}

	@SideBySide
	@Test
	void callerWhomNobodyKnowsIsGreetedAllTheSame() {
		assertThat(greeted("+12025550124")).isEqualTo("agent: Hello there, how can I help?");
	}

	private static String greeted(String caller) {
		SandboxCallReport report = stack.hold(Caller.from(caller).waitForAgent().hangUp());
		assertThat(report.violations()).isEmpty();
		return report.transcript().getFirst();
	}

}
