package io.trunkline.agent;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/** The settings that an agent may have: the components of its definition. */
final class KnownSettings {

	/** How many letters a slip may be off. */
	private static final int SLIP = 3;

	private KnownSettings() {
	}

	/**
	 * Judges the name of a setting.
	 * @param from how many elements of the name lead up to the agent, its own included
	 * @return a fault for the first element that is not known, if one is not
	 */
	static Optional<AgentFault> judge(ConfigurationPropertyName name, int from) {
		ResolvableType type = ResolvableType.forClass(AgentsProperties.Definition.class);
		for (int at = from; at < name.getNumberOfElements(); at++) {
			Class<?> raw = type.toClass();
			if (Map.class.isAssignableFrom(raw)) {
				type = type.getGeneric(1);
			}
			else if (Collection.class.isAssignableFrom(raw) && name.isNumericIndex(at)) {
				type = type.getGeneric(0);
			}
			else if (raw.isRecord()) {
				Optional<ResolvableType> below = component(raw, name.getElement(at, Form.UNIFORM));
				if (below.isEmpty()) {
					return Optional.of(unknown(name.chop(at + 1), raw));
				}
				type = below.get();
			}
			else {
				return Optional.of(new AgentFault(name.chop(at).toString(), "has nothing below it"));
			}
		}
		return Optional.empty();
	}

	private static Optional<ResolvableType> component(Class<?> definition, String name) {
		return Stream.of(definition.getRecordComponents())
			.filter((component) -> uniform(component.getName()).equals(uniform(name)))
			.map(RecordComponent::getGenericType)
			.map((Type type) -> ResolvableType.forType(type))
			.findFirst();
	}

	private static AgentFault unknown(ConfigurationPropertyName name, Class<?> definition) {
		String written = name.getLastElement(Form.DASHED);
		List<String> names = Stream.of(definition.getRecordComponents())
			.map(RecordComponent::getName)
			.map(KnownSettings::dashed)
			.toList();
		Optional<String> nearest = names.stream()
			.filter((candidate) -> distance(written, candidate) <= Math.min(SLIP, candidate.length() - 1))
			.min(Comparator.comparingInt((candidate) -> distance(written, candidate)));
		return new AgentFault(name.toString(),
				"is not known; " + nearest.map((candidate) -> "did you mean " + candidate + "?")
					.orElse("known are " + String.join(", ", names)));
	}

	private static String uniform(String name) {
		return CallVariables.key(name);
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	/** Letters to put in, leave out or change to make one word of another. */
	private static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int at = 0; at < row.length; at++) {
			row[at] = at;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j < row.length; j++) {
				int changed = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
