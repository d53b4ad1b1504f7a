package io.trunkline.sandbox.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All scenarios that there are: those of the jar, and one of the user's own. */
public final class Scenarios {

	/** Stands for all of them. */
	private static final String ALL = "all";

	private static final String ENDING = ".yml";

	/** Fictional numbers, one for each; the own one comes last. */
	private static final long FIRST_NUMBER = 12_025_551_000L;

	private final List<Scenario> all;

	private Scenarios(List<Scenario> all) {
		this.all = List.copyOf(all);
	}

	/**
	 * Reads them.
	 * @param chosen a path of a file is read too; anything else is not looked at
	 * @throws ScenarioFormatException if one of them is not understood
	 */
	public static Scenarios read(String chosen) {
		try {
			Resource[] bundled = new PathMatchingResourcePatternResolver(Scenarios.class.getClassLoader())
				.getResources("classpath:scenarios/*" + ENDING);
			List<Resource> files = new ArrayList<>(Arrays.asList(bundled));
			files.sort(Comparator.comparing(Scenarios::nameOf));
			if (chosen.endsWith(ENDING)) {
				files.add(own(chosen));
			}
			List<Scenario> all = new ArrayList<>();
			for (Resource file : files) {
				all.add(ScenarioReader.read(nameOf(file), "+" + (FIRST_NUMBER + all.size()),
						file.getContentAsString(StandardCharsets.UTF_8)));
			}
			return new Scenarios(all);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read scenarios", ex);
		}
	}

	public List<Scenario> all() {
		return this.all;
	}

	/**
	 * Those that were chosen.
	 * @param chosen a name, a path, or {@code all}
	 * @throws ScenarioFormatException if there is none of that name; names the nearest
	 */
	public List<Scenario> chosen(String chosen) {
		List<Scenario> found = find(chosen);
		if (found.isEmpty()) {
			throw new ScenarioFormatException("There is no scenario '" + chosen + "'; nearest: " + Nearest.to(chosen,
					Stream.concat(this.all.stream().map(Scenario::name), Stream.of(ALL)).toList()));
		}
		return found;
	}

	private static Resource own(String path) {
		Resource file = new FileSystemResource(path);
		if (!file.isReadable()) {
			throw new ScenarioFormatException("There is no file '" + path + "' that can be read");
		}
		return file;
	}

	/** The same, or none if there is none of that name. */
	List<Scenario> find(String chosen) {
		if (chosen.equals(ALL)) {
			return this.all;
		}
		if (chosen.endsWith(ENDING)) {
			return List.of(this.all.getLast());
		}
		return this.all.stream().filter((scenario) -> scenario.name().equals(chosen)).toList();
	}

	private static String nameOf(Resource file) {
		return Optional.ofNullable(file.getFilename()).orElse("?");
	}

}
