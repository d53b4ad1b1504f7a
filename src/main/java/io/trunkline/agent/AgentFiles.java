package io.trunkline.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The files that this process was configured with. They are read again by Boot itself, so
 * that locations, imports, profiles and the rank of a variable are what they were at
 * start.
 */
final class AgentFiles {

	/** Stands for a file that is not there. */
	private static final String ABSENT = "";

	private final ConfigurableEnvironment running;

	private final Path directory;

	/**
	 * Keeps in mind how this process was configured.
	 * @param directory where Boot looks for a file that is not there yet
	 */
	AgentFiles(ConfigurableEnvironment running, Path directory) {
		this.running = running;
		this.directory = directory;
	}

	/** Reads all files. What is not from a file stays as it is. */
	ConfigurableEnvironment read() {
		StandardEnvironment fresh = new StandardEnvironment();
		MutablePropertySources sources = fresh.getPropertySources();
		sources.stream().map(PropertySource::getName).toList().forEach(sources::remove);
		this.running.getPropertySources().stream().filter((source) -> !isFile(source)).forEach(sources::addLast);
		fresh.setActiveProfiles(this.running.getActiveProfiles());
		fresh.setDefaultProfiles(this.running.getDefaultProfiles());
		ConfigDataEnvironmentPostProcessor.applyTo(fresh);
		return fresh;
	}

	/** The files whose settings are in an environment, and those that could be. */
	Set<Path> of(ConfigurableEnvironment environment) {
		Set<Path> files = new TreeSet<>();
		for (String name : new String[] { "application.yml", "config/application.yml" }) {
			files.add(this.directory.resolve(name).toAbsolutePath().normalize());
		}
		environment.getPropertySources()
			.stream()
			.filter(OriginTrackedMapPropertySource.class::isInstance)
			.map(OriginTrackedMapPropertySource.class::cast)
			.flatMap(AgentFiles::origins)
			.filter(TextResourceOrigin.class::isInstance)
			.map((origin) -> ((TextResourceOrigin) origin).getResource())
			.flatMap(Stream::ofNullable)
			.distinct()
			.map(Places::file)
			.flatMap(Stream::ofNullable)
			.forEach(files::add);
		return files;
	}

	/**
	 * What is in the files, as hashes. Not their times: Kubernetes changes a mounted map
	 * by pointing a link elsewhere, and a file may change twice within one tick of its
	 * time.
	 */
	static SortedMap<Path, String> fingerprint(Set<Path> files) {
		SortedMap<Path, String> hashes = new TreeMap<>();
		files.forEach((file) -> hashes.put(file, hash(file)));
		return hashes;
	}

	private static String hash(Path file) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
		}
		catch (IOException _) {
			return ABSENT;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	private static Stream<Origin> origins(OriginTrackedMapPropertySource source) {
		return Stream.of(source.getPropertyNames())
			.flatMap((name) -> Stream.ofNullable(OriginLookup.getOrigin(source, name)));
	}

	private static boolean isFile(PropertySource<?> source) {
		return source instanceof OriginTrackedMapPropertySource || source instanceof ConfigTreePropertySource
				|| ConfigurationPropertySources.isAttachedConfigurationPropertySource(source);
	}

}
