package io.trunkline.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The scripts of {@code src/test/js}, run by Node below {@code target}, where the
 * vendors' clients of the lock file are installed beside them.
 */
final class NodeScripts implements AutoCloseable {

	private static final String SWITCH = "trunkline.npm";

	private static final Path SOURCE = Path.of("src", "test", "js");

	private static final Path HOME = Path.of("target", "npm");

	private static final List<String> INSTALL = List.of("npm", "ci", "--prefer-offline", "--ignore-scripts",
			"--no-audit", "--no-fund");

	private static final int OLDEST_NODE = 20;

	private static final Duration INSTALLING = Duration.ofMinutes(3);

	private static final Duration RUNNING = Duration.ofSeconds(60);

	private final List<Running> running = new ArrayList<>();

	private NodeScripts() {
	}

	/**
	 * Copies the scripts and installs what they need, unless that is there. Where there
	 * is no Node, the test is skipped, or fails if it is demanded.
	 */
	static NodeScripts install() throws IOException {
		String wish = System.getProperty(SWITCH, "");
		Assumptions.assumeFalse(wish.equals("off"), "switched off by -D" + SWITCH + "=off");
		String missing = missing();
		if (!missing.isEmpty() && wish.equals("required")) {
			throw new AssertionError(
					missing + ". Install it, or leave the vendors' clients out by -D" + SWITCH + "=off");
		}
		Assumptions.assumeTrue(missing.isEmpty(), missing);
		try (Stream<Path> files = Files.list(SOURCE)) {
			for (Path file : files.toList()) {
				Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		Path installed = HOME.resolve("installed.json");
		Path lock = SOURCE.resolve("package-lock.json");
		if (!Files.exists(installed) || Files.mismatch(installed, lock) >= 0) {
			Files.deleteIfExists(installed);
			await(start("npm-ci", INSTALL), INSTALLING, "npm ci, which needs a registry (or -D" + SWITCH + "=off),");
			Files.copy(lock, installed);
		}
		return new NodeScripts();
	}

	/** Runs a script; what it reports comes when it has ended. */
	CompletableFuture<JsonNode> run(String script, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("node", script));
		command.addAll(List.of(arguments));
		Running one = start(script, command);
		this.running.add(one);
		return CompletableFuture.supplyAsync(() -> JsonMapper.shared().readTree(await(one, RUNNING, script)),
				(task) -> Thread.ofVirtual().start(task));
	}

	/** What TypeScript has to say about a file that is put next to the scripts. */
	String compile(String name, String text) throws IOException {
		Files.writeString(HOME.resolve(name), text);
		Running one = start("tsc", List.of("node", "node_modules/typescript/bin/tsc", "--pretty", "false"));
		return ended(one, RUNNING, "tsc");
	}

	/** Ends what still runs. */
	@Override
	public void close() {
		this.running.forEach((one) -> one.process().destroyForcibly());
	}

	private static String missing() {
		try {
			String version = ended(start("node-version", List.of("node", "--version")), RUNNING, "node").strip();
			ended(start("npm-version", List.of("npm", "--version")), RUNNING, "npm");
			int major = Integer.parseInt(version.replaceAll("^v|\\..*$", ""));
			return (major >= OLDEST_NODE) ? ""
					: "Node " + OLDEST_NODE + " is missing on this machine: it has " + version;
		}
		catch (IOException ex) {
			return "Node or npm is missing on this machine: " + ex.getMessage();
		}
	}

	private static Running start(String name, List<String> command) throws IOException {
		Files.createDirectories(HOME);
		Path out = HOME.resolve(name + ".out");
		Path err = HOME.resolve(name + ".err");
		Process process = new ProcessBuilder(command).directory(HOME.toFile())
			.redirectOutput(out.toFile())
			.redirectError(err.toFile())
			.start();
		return new Running(process, out, err);
	}

	/** What it has written; fails unless it has ended well. */
	private static String await(Running running, Duration patience, String what) {
		String out = ended(running, patience, what);
		if (running.process().exitValue() != 0) {
			throw new AssertionError(what + " failed:\n" + read(running.err()) + out);
		}
		return out;
	}

	private static String ended(Running running, Duration patience, String what) {
		try {
			if (running.process().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
				return read(running.out());
			}
			throw new AssertionError(what + " has not ended within " + patience + ":\n" + read(running.err()));
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
		finally {
			running.process().destroyForcibly();
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A process and where it writes. */
	private record Running(Process process, Path out, Path err) {
	}

}
