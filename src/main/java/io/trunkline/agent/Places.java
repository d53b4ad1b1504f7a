package io.trunkline.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.io.Resource;

/** Knows where in which file a setting stands. */
final class Places {

	static final Places NOWHERE = new Places(List.of());

	private static final int AGENT = 3;

	private final List<ConfigurationPropertySource> sources;

	Places(List<ConfigurationPropertySource> sources) {
		this.sources = sources;
	}

	/** A fault in one line: where, which setting, what. */
	String describe(AgentFault fault) {
		String place = of(ConfigurationPropertyName.adapt(fault.setting(), '.'));
		return (place.isEmpty() ? "" : place + "  ") + fault.setting() + " " + fault.problem();
	}

	/**
	 * Where a setting stands: file, line and column, or the variable that sets it. One
	 * that does not stand anywhere is missed where its agent begins.
	 * @return empty when nobody knows
	 */
	private String of(ConfigurationPropertyName setting) {
		return Stream.<Stream<Origin>>of(origins(setting), originsBelow(setting))
			.flatMap((origins) -> origins)
			.findFirst()
			.map(Places::describe)
			.orElseGet(() -> (setting.getNumberOfElements() > AGENT) ? of(setting.getParent()) : "");
	}

	private Stream<Origin> origins(ConfigurationPropertyName setting) {
		return this.sources.stream()
			.map((source) -> Optional.ofNullable(source.getConfigurationProperty(setting)))
			.flatMap(Optional::stream)
			.map(ConfigurationProperty::getOrigin)
			.flatMap(Stream::ofNullable)
			.map(Places::innermost);
	}

	private Stream<Origin> originsBelow(ConfigurationPropertyName setting) {
		return this.sources.stream()
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.map(IterableConfigurationPropertySource.class::cast)
			.flatMap((source) -> source.stream()
				.filter(setting::isAncestorOf)
				.flatMap((name) -> Stream.ofNullable(source.getConfigurationProperty(name)))
				.flatMap((property) -> Stream.ofNullable(property.getOrigin()))
				.map(Places::innermost)
				.sorted(Comparator.comparingInt(Places::line)));
	}

	private static Origin innermost(Origin origin) {
		return (origin instanceof PropertySourceOrigin source && source.getOrigin() != null) ? source.getOrigin()
				: origin;
	}

	private static int line(Origin origin) {
		return (origin instanceof TextResourceOrigin text && text.getLocation() != null) ? text.getLocation().getLine()
				: Integer.MAX_VALUE;
	}

	private static String describe(Origin origin) {
		if (origin instanceof TextResourceOrigin text && text.getLocation() != null && text.getResource() != null) {
			return name(text.getResource()) + ":" + (text.getLocation().getLine() + 1) + ":"
					+ (text.getLocation().getColumn() + 1);
		}
		return origin.toString();
	}

	/** The file as an operator would call it. */
	static String name(Resource resource) {
		Path file = file(resource);
		if (file == null) {
			return (resource.getFilename() != null) ? resource.getFilename() : resource.getDescription();
		}
		Path here = Path.of("").toAbsolutePath();
		return (file.startsWith(here) ? here.relativize(file) : file).toString();
	}

	/** The file of a resource, unless it is inside of a jar. */
	static @Nullable Path file(Resource resource) {
		try {
			return resource.isFile() ? resource.getFile().toPath().toAbsolutePath().normalize() : null;
		}
		catch (IOException _) {
			return null;
		}
	}

}
