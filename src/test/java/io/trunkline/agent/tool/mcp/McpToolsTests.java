package io.trunkline.agent.tool.mcp;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.trunkline.agent.tool.Deed;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Tool;
import io.trunkline.agent.tool.ToolDescription;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.agent.tool.Toolbox;
import io.trunkline.secret.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class McpToolsTests {

	private final FakeMcpServer server = new FakeMcpServer();

	private final McpConnections connections = new McpConnections();

	private McpTools tools = tools(Map.of());

	@AfterEach
	void close() {
		if (this.tools.isRunning()) {
			this.tools.stop();
		}
		this.connections.close();
		this.server.close();
	}

	@Test
	void serversToolsAreOfferedUnderItsName() {
		Toolbox box = started(Map.of(), "mcp:crm");
		assertThat(box.descriptions()).extracting(ToolDescription::name)
			.containsExactly("crm_change_it", "crm_leave", "crm_lookup", "crm_refuse", "crm_silent");
		ToolDescription lookup = box.descriptions().get(2);
		assertThat(lookup.description()).isEqualTo("Looks up.");
		assertThat(lookup.schema()).startsWith("{\"type\":\"object\",\"properties\":{\"id\"");
	}

	@Test
	void onlyListedToolsAreOffered() {
		assertThat(started(Map.of("tools", "lookup,refuse"), "mcp:crm").descriptions())
			.extracting(ToolDescription::name)
			.containsExactly("crm_lookup", "crm_refuse");
	}

	@Test
	void agentMayNameSingleTools() {
		assertThat(started(Map.of(), "crm_lookup", "crm_gone").descriptions()).extracting(ToolDescription::name)
			.containsExactly("crm_lookup");
	}

	@Test
	void toolReadsOnlyIfItSaysSo() {
		Toolbox box = started(Map.of(), "mcp:crm");
		assertThat(deed(box, "crm_lookup").effect()).isEqualTo(Effect.READ);
		assertThat(deed(box, "crm_change_it").effect()).isEqualTo(Effect.WRITE);
		this.tools.stop();
		assertThat(deed(started(Map.of("effect", "write"), "mcp:crm"), "crm_lookup").effect()).isEqualTo(Effect.WRITE);
	}

	@Test
	void answerIsTakenFromEventsAndFromJson() {
		Toolbox box = started(Map.of("headers.X-Api-Key", "k3y"), "mcp:crm");
		assertThat(Toolbelts.run(box, "crm_lookup", "{\"id\":\"7\"}")).isEqualTo("found {\"id\":\"7\"}");
		assertThat(this.server.takeCall().key()).isEqualTo("k3y");
		assertThat(Toolbelts.run(box, "crm_change_it", "{}")).isEqualTo("changed");
		assertThat(this.server.takeCall().message().path("params").path("name").asString()).isEqualTo("change.it");
		assertThat(this.server.sessions()).isOne();
	}

	@Test
	void argumentsThatDoNotFitNeverReachTheServer() {
		Toolbox box = started(Map.of(), "mcp:crm");
		assertThat(box.check("call_1", "crm_lookup", "{\"id\":7}", Toolbelts.CALL))
			.isEqualTo(new Deed.Refused("id must be of type string"));
		assertThat(this.server.wasCalled()).isFalse();
	}

	@Test
	void failureOfTheToolIsTold() {
		assertThat(Toolbelts.run(started(Map.of(), "mcp:crm"), "crm_refuse", "{}"))
			.isEqualTo("{\"error\":\"There is no such order.\"}");
	}

	@Test
	void streamThatEndsWithoutAnAnswerIsAFailureAtOnce() {
		assertThat(Toolbelts.run(started(Map.of("timeout", "30s"), "mcp:crm"), "crm_leave", "{}"))
			.isEqualTo("{\"error\":\"The tool failed.\"}");
	}

	@Test
	void lostSessionIsBegunAgainAndTheCallGoesThrough() {
		Toolbox box = started(Map.of(), "mcp:crm");
		this.server.forgetSessions();
		assertThat(Toolbelts.run(box, "crm_change_it", "{}")).isEqualTo("changed");
		assertThat(Toolbelts.run(box, "crm_lookup", "{\"id\":\"8\"}")).isEqualTo("found {\"id\":\"8\"}");
		assertThat(this.server.sessions()).isEqualTo(2);
	}

	@Test
	void cancellingAReadClosesTheExchangeAndTellsTheServer() {
		Toolbox box = started(Map.of(), "mcp:crm");
		Disposable running = deed(box, "crm_silent").result().subscribe();
		FakeMcpServer.Call call = this.server.takeCall();
		running.dispose();
		call.awaitClose();
		assertThat(this.server.takeCancelled()).isEqualTo(call.message().path("id"));
		assertThat(Toolbelts.run(box, "crm_lookup", "{\"id\":\"9\"}")).startsWith("found");
	}

	@Test
	void serverThatIsSilentIsGivenUpAndLeft() {
		Toolbox box = started(Map.of("timeout", "500ms", "effect", "write"), "mcp:crm");
		assertThat(Toolbelts.run(box, "crm_silent", "{}")).contains("not known whether it was done");
		this.server.takeCall().awaitClose();
	}

	@Test
	void sessionIsEndedWhenTheServiceGoesDown() {
		started(Map.of(), "mcp:crm");
		this.tools.stop();
		assertThat(this.server.takeEnded()).isEqualTo("s-1");
	}

	@Test
	void serverThatIsAwayAtTheStartIsTriedAgainUntilItIsBack() throws InterruptedException {
		int port = this.server.port();
		this.server.close();
		BlockingQueue<String> tries = new LinkedBlockingQueue<>();
		VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
		McpProperties.Server settings = new McpProperties.Server(URI.create("http://127.0.0.1:" + port + "/mcp"),
				Map.of("X-Api-Key", new Secret("k3y")), Duration.ofSeconds(5), List.of(), null, 4000);
		McpServer crm = new McpServer("crm", settings, this.connections.to(settings), scheduler);
		Disposable watch = crm.watch(() -> tries.add("tried"));
		assertThat(tries.poll(30, TimeUnit.SECONDS)).isNotNull();
		assertThat(crm.tools()).isEmpty();
		try (FakeMcpServer back = new FakeMcpServer(port)) {
			for (int i = 0; crm.tools().isEmpty(); i++) {
				assertThat(i).isLessThan(10);
				scheduler.advanceTimeBy(Duration.ofMinutes(1));
				assertThat(tries.poll(30, TimeUnit.SECONDS)).isNotNull();
			}
			assertThat(crm.tools()).extracting(Tool::name).contains("crm_lookup");
			assertThat(back.sessions()).isOne();
		}
		finally {
			watch.dispose();
			scheduler.dispose();
		}
	}

	@Test
	void serverThatIsAwayDoesNotStopTheStart() {
		this.server.close();
		Toolbox box = started(Map.of(), "mcp:crm");
		assertThat(box.descriptions()).isEmpty();
		assertThat(box.check("call_1", "crm_lookup", "{}", Toolbelts.CALL)).isInstanceOf(Deed.Refused.class);
	}

	@ParameterizedTest
	@CsvSource({ "url, ftp://example.com, trunkline.mcp.crm.url", "effect, terminal, trunkline.mcp.crm.effect",
			"timeout, 61s, trunkline.mcp.crm.timeout" })
	void settingThatCannotBeUsedIsRefusedByName(String setting, String value, String fault) {
		assertThatIllegalArgumentException().isThrownBy(() -> tools(Map.of(setting, value)))
			.withMessageContaining(fault);
	}

	@Test
	void serverThatIsNotConfiguredIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Toolbelts.of(this.tools, "mcp:erp"))
			.withMessageContaining("trunkline.agents.reception.tools[0] names mcp:erp")
			.withMessageContaining("mcp:crm");
	}

	private Toolbox started(Map<String, String> settings, String... entries) {
		this.tools = tools(settings);
		this.tools.start();
		return Toolbelts.of(this.tools, entries);
	}

	private static Deed.Run deed(Toolbox box, String tool) {
		return (Deed.Run) box.check("call_1", tool, tool.equals("crm_lookup") ? "{\"id\":\"7\"}" : "{}",
				Toolbelts.CALL);
	}

	/** As the operator would write them under {@code trunkline.mcp.crm}. */
	private McpTools tools(Map<String, String> settings) {
		Map<String, String> all = new TreeMap<>(Map.of("url", "http://127.0.0.1:" + this.server.port() + "/mcp"));
		all.putAll(settings);
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		all.forEach((key, value) -> source.put("trunkline.mcp.crm." + key, value));
		McpProperties properties = new Binder(source).bind("trunkline", McpProperties.class).get();
		return new McpTools(properties.mcp(), this.connections, Schedulers.parallel());
	}

}
