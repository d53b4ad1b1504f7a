package io.trunkline.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.trunkline.engine.EngineException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plays whole calls with all their mishaps in virtual time. {@code -Dsimulation.seeds=N}
 * plays more, {@code -Dsimulation.from=S} others, {@code -Dsimulation.seed=S} a single
 * one with its log.
 */
class SimulationTests {

	private static final Path KNOWN = Path.of("src/test/resources/simulation/seeds.txt");

	private static final int TAIL = 60;

	private static final Map<String, Level> LEVELS = new java.util.HashMap<>();

	private static final List<String> QUIET = List.of("io.trunkline.call", "io.trunkline.agent.tool", "io.micrometer");

	/** What Reactor could hand to nobody; it would be lost in a real call. */
	private static final List<Throwable> DROPPED = new java.util.concurrent.CopyOnWriteArrayList<>();

	@BeforeAll
	static void quiet() {
		QUIET.forEach((name) -> {
			Logger logger = (Logger) LoggerFactory.getLogger(name);
			LEVELS.put(name, logger.getLevel());
			logger.setLevel(Level.ERROR);
		});
		Hooks.onErrorDropped((cause) -> {
			if (!(cause instanceof EngineException)) {
				DROPPED.add(cause);
			}
		});
	}

	@AfterAll
	static void loud() {
		LEVELS.forEach((name, level) -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
		Hooks.resetOnErrorDropped();
	}

	@Test
	void callsThatOnceWentWrongGoWell() throws IOException {
		List<Long> seeds = Files.readAllLines(KNOWN)
			.stream()
			.map((line) -> line.replaceFirst("#.*", "").strip())
			.filter((line) -> !line.isEmpty())
			.map(Long::valueOf)
			.toList();
		Map<Long, String> failures = failures(seeds.stream().mapToLong(Long::longValue));
		assertThat(failures.size()).as(() -> story(failures)).isZero();
	}

	@Test
	void everyCallGoesWell() {
		Long single = Long.getLong("simulation.seed");
		if (single != null) {
			Simulation simulation = new Simulation(single);
			String violation = simulation.play();
			System.out.println(simulation.log());
			assertThat(violation).isNull();
			return;
		}
		long from = Long.getLong("simulation.from", 0);
		LongStream seeds = LongStream.range(from, from + Integer.getInteger("simulation.seeds", 10_000));
		Map<Long, String> failures = failures(seeds);
		assertThat(failures.size()).as(() -> story(failures)).isZero();
	}

	@Test
	void sameSeedGivesTheSameCall() {
		for (long seed = 0; seed < 100; seed++) {
			assertThat(logOf(seed)).isEqualTo(logOf(seed));
		}
	}

	private static Map<Long, String> failures(LongStream seeds) {
		Map<Long, String> failures = new ConcurrentSkipListMap<>();
		seeds.parallel().forEach((seed) -> {
			String violation = play(seed);
			if (violation != null) {
				failures.put(seed, violation);
			}
		});
		DROPPED.forEach((cause) -> failures.put(-1L, "dropped: " + cause));
		return failures;
	}

	private static @Nullable String play(long seed) {
		try {
			return new Simulation(seed).play();
		}
		catch (RuntimeException | AssertionError ex) {
			return ex.toString();
		}
	}

	private static String logOf(long seed) {
		Simulation simulation = new Simulation(seed);
		simulation.play();
		return simulation.log();
	}

	/** All that went wrong in a line each, and the first of it from its end. */
	private static String story(Map<Long, String> failures) {
		if (failures.isEmpty()) {
			return "";
		}
		long seed = failures.keySet().iterator().next();
		List<String> lines = logOf(seed).lines().toList();
		String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
		String kinds = failures.entrySet()
			.stream()
			.collect(Collectors.groupingBy((failure) -> failure.getValue().replaceAll("<.*>|[0-9]+", "."),
					Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
			.entrySet()
			.stream()
			.map((kind) -> kind.getValue().size() + " times \"" + kind.getKey() + "\", first in seeds "
					+ kind.getValue().subList(0, Math.min(4, kind.getValue().size())))
			.collect(Collectors.joining("\n"));
		return failures.size() + " calls went wrong:\n" + kinds + "\n" + tail
				+ "\nTo play it again: mvn test -Dtest=SimulationTests" + " -Dtest.arguments=-Dsimulation.seed=" + seed;
	}

}
