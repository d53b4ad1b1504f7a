package io.trunkline.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.trunkline.TrunklineApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a call costs in CPU, beside a bare relay of the same audio. Each is a process of
 * its own, loaded by the same carrier in another process; read from /proc/PID/stat over
 * the same stretch of time with all calls up.
 */
@Tag("benchmark")
class CallCostBenchmark {

	private static final int CALLS = 100;

	private static final int SECONDS = 40;

	@Test
	void hundredCallsBesideABareRelay() throws IOException, InterruptedException {
		int service = freePort();
		int sandbox = freePort();
		double trunkline = measure(service, sandbox, freePort(), TrunklineApplication.class,
				List.of("--spring.profiles.active=production", "--server.port=" + service, "--management.server.port=0",
						"--server.address=127.0.0.1", "--trunkline.admission.max-concurrent-calls=150"),
				environment(service, sandbox));
		int relayPort = freePort();
		int peer = freePort();
		double relay = measure(relayPort, freePort(), peer, Relay.class,
				List.of(Integer.toString(relayPort), Integer.toString(peer)), Map.of());
		System.out.printf("%n=== CPU per call and second, %d calls, %d s, all on this machine%n", CALLS, SECONDS);
		System.out.printf("trunkline %.3f ms   bare relay %.3f ms   ratio %.2f%n", trunkline, relay, trunkline / relay);
		assertThat(trunkline).isPositive();
	}

	/** CPU milliseconds per call and second. */
	private static double measure(int servicePort, int sandboxPort, int peerPort, Class<?> main, List<String> arguments,
			Map<String, String> environment) throws IOException, InterruptedException {
		Process load = java(Load.class, List.of(Integer.toString(sandboxPort), Integer.toString(peerPort),
				Integer.toString(servicePort), Integer.toString(CALLS), Integer.toString(SECONDS)), Map.of());
		try (BufferedReader said = load.inputReader()) {
			await(said, "READY");
			Process service = java(main, arguments, environment);
			Thread output = Thread.ofVirtual().start(() -> service.inputReader().lines().forEach(System.out::println));
			try {
				Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> answers(servicePort));
				load.outputWriter().append("GO\n").flush();
				System.out.println(main.getSimpleName() + ": " + await(said, "STEADY") + " calls up");
				long before = cpuMillis(service);
				System.out.println(main.getSimpleName() + ": " + await(said, "END") + " calls at the end");
				return (cpuMillis(service) - before) / (double) (CALLS * SECONDS);
			}
			finally {
				service.destroy();
				service.waitFor();
				output.join();
			}
		}
		finally {
			load.destroy();
			load.waitFor();
		}
	}

	private static Process java(Class<?> main, List<String> arguments, Map<String, String> environment)
			throws IOException {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"),
				"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC",
				"-Xmx1g", "-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().putAll(environment);
		return builder.start();
	}

	private static String await(BufferedReader output, String word) throws IOException {
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.startsWith(word)) {
				return line.substring(word.length()).strip();
			}
		}
		throw new IllegalStateException("the load ended before " + word);
	}

	private static boolean answers(int port) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/")
			.toURL()
			.openConnection();
		return connection.getResponseCode() > 0;
	}

	/** User and system time; Linux counts in hundredths of a second. */
	private static long cpuMillis(Process process) throws IOException {
		String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
	}

	private static Map<String, String> environment(int service, int sandbox) {
		String peers = "http://127.0.0.1:" + sandbox;
		return Map.ofEntries(Map.entry("PUBLIC_URL", "http://127.0.0.1:" + service),
				Map.entry("BANDWIDTH_ACCOUNT_ID", "9900000"), Map.entry("BANDWIDTH_CLIENT_ID", "sandbox-client"),
				Map.entry("BANDWIDTH_CLIENT_SECRET", "sandbox-secret"),
				Map.entry("BANDWIDTH_APPLICATION_ID", "1d0c0b0a-0000-4000-8000-000000000001"),
				Map.entry("BANDWIDTH_FROM_NUMBER", "+12025550100"), Map.entry("BANDWIDTH_WEBHOOK_USERNAME", "sandbox"),
				Map.entry("BANDWIDTH_WEBHOOK_PASSWORD", "sandbox-webhook"),
				Map.entry("BANDWIDTH_VOICE_URL", peers + "/api/v2"),
				Map.entry("BANDWIDTH_TOKEN_URL", peers + "/api/v1/oauth2/token"),
				Map.entry("CARTESIA_API_KEY", "sk_car_sandbox"), Map.entry("CARTESIA_VOICE_ID", "sandbox-voice"),
				Map.entry("CARTESIA_URL", peers), Map.entry("OPENAI_API_KEY", "sk-sandbox"),
				Map.entry("OPENAI_BASE_URL", peers + "/v1"), Map.entry("OPENAI_MODEL", "sandbox-model"));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
