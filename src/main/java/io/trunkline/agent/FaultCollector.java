package io.trunkline.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/**
 * Notes what cannot be read, without its value, and has the binder go on with the
 * default.
 */
final class FaultCollector implements BindHandler {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

	private final List<AgentFault> faults = new ArrayList<>();

	List<AgentFault> faults() {
		return this.faults;
	}

	/** Boot leaves a placeholder that nobody fills as it is. */
	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		if (result instanceof String text) {
			Matcher placeholder = PLACEHOLDER.matcher(text);
			if (placeholder.find()) {
				this.faults.add(new AgentFault(name.toString(),
						"refers to ${" + placeholder.group(1) + "}, which is not set and has no default"));
			}
		}
		return result;
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) {
		boolean follows = error instanceof UnboundConfigurationPropertiesException
				&& this.faults.stream().anyMatch((fault) -> fault.setting().startsWith(name.toString()));
		if (!follows) {
			this.faults.add(new AgentFault(name.toString(), problem(target.getType())));
		}
		return null;
	}

	private static String problem(ResolvableType target) {
		Class<?> single = element(target).toClass();
		if (single.isEnum()) {
			return "must be " + Stream.of(single.getEnumConstants())
				.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
				.collect(Collectors.joining(" or "));
		}
		return single.isRecord() ? "must have settings below it, and no value of its own"
				: "cannot be read as " + switch (single.getSimpleName()) {
					case "Duration" -> "a duration, such as 8s or 800ms";
					case "int" -> "a whole number";
					case "ZoneId" -> "a time zone, such as Europe/Berlin";
					default -> single.getSimpleName();
				};
	}

	/** What a list is a list of. */
	private static ResolvableType element(ResolvableType type) {
		ResolvableType collection = type.asCollection();
		return collection.equals(ResolvableType.NONE) ? type : collection.getGeneric(0);
	}

}
