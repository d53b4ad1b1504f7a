package io.trunkline.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.agent.AgentMeters.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Looks after the files of the agents and has new calls answered by what they say. Polls:
 * notices of a file system do not survive the way in which Kubernetes changes mounted
 * files. Everything but {@link #refused} belongs to one thread of its own.
 */
final class AgentsReload implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(AgentsReload.class);

	private static final long EVERY_SECONDS = 2;

	private final AgentFiles files;

	private final Agents agents;

	private final MeterRegistry meters;

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("agent-files").factory());

	private final Set<Path> watched;

	/** What the files held when they were last read. */
	private SortedMap<Path, String> read;

	/** What they held when they were last looked at. */
	private SortedMap<Path, String> seen;

	/** Why the files are not in use; empty while they are. */
	private volatile List<String> refused = List.of();

	/**
	 * Takes what was read at start as read.
	 */
	AgentsReload(AgentFiles files, ConfigurableEnvironment running, Agents agents, MeterRegistry meters) {
		this.files = files;
		this.agents = agents;
		this.meters = meters;
		this.watched = files.of(running);
		this.read = AgentFiles.fingerprint(this.watched);
		this.seen = this.read;
		AgentMeters.REFUSED.gauge(meters, this, (reload) -> reload.refused.isEmpty() ? 0 : 1);
	}

	void start() {
		this.thread.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

	/** Why the files are not in use, one problem a line; empty while they are. */
	List<String> refused() {
		return this.refused;
	}

	/**
	 * Looks at the files. A change counts once it has stood still from one look to the
	 * next: a file that is just being written is no fault.
	 */
	void look() {
		try {
			SortedMap<Path, String> now = AgentFiles.fingerprint(this.watched);
			boolean still = now.equals(this.seen);
			this.seen = now;
			if (still && !now.equals(this.read)) {
				List<Path> changed = changes(this.read, now);
				this.read = now;
				reload(changed);
			}
		}
		catch (RuntimeException ex) {
			log.error("The files of the agents could not be looked at; the next try is soon", ex);
		}
	}

	private void reload(List<Path> changed) {
		try {
			ConfigurableEnvironment environment = this.files.read();
			this.watched.addAll(this.files.of(environment));
			Map<String, String> before = this.agents.current().versions();
			this.agents.replace(AgentsReader.read(environment));
			apply(changedNames(before, this.agents.current().versions()));
		}
		catch (AgentsRefusedException refusal) {
			refuse(refusal.problems());
		}
		catch (RuntimeException ex) {
			refuse(List.of(UnreadableFile.describe(ex, changed)));
		}
	}

	/** Files hold other settings too, which take effect at the next start. */
	private void apply(List<String> changedNames) {
		if (!changedNames.isEmpty() || !this.refused.isEmpty()) {
			log.info("New calls get the agents that the files hold: {} in all, changed: {}", this.agents.all().size(),
					changedNames);
		}
		this.refused = List.of();
		AgentMeters.reloads(Outcome.APPLIED).count(this.meters);
	}

	private void refuse(List<String> problems) {
		this.refused = List.copyOf(problems);
		AgentMeters.reloads(Outcome.REFUSED).count(this.meters);
		log.error("The agents stay as they were, since the files hold agents that cannot serve calls: {}",
				String.join("; ", problems));
	}

	private static List<Path> changes(Map<Path, String> before, Map<Path, String> after) {
		return after.entrySet()
			.stream()
			.filter((file) -> !file.getValue().equals(before.get(file.getKey())))
			.map(Map.Entry::getKey)
			.toList();
	}

	private static List<String> changedNames(Map<String, String> before, Map<String, String> after) {
		List<String> names = new ArrayList<>();
		Set<String> all = new TreeSet<>(before.keySet());
		all.addAll(after.keySet());
		all.stream()
			.filter((name) -> !before.getOrDefault(name, "").equals(after.getOrDefault(name, "")))
			.forEach(names::add);
		return names;
	}

}
