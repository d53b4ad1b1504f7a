package io.trunkline;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Refuses to start in profile {@code production} while something is missing, and names
 * all of it at once. Runs when the configuration is read and before any bean exists.
 */
class StartCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final Logger log = LoggerFactory.getLogger(StartCheck.class);

	private static final String ONE_PROFILE = "Choose one: SPRING_PROFILES_ACTIVE=production for real calls, "
			+ "SPRING_PROFILES_ACTIVE=sandbox for calls without any account.";

	private static final String SET_THEM = """
			Set them in the environment (on Kubernetes: deploy/configmap.yaml and deploy/secret.yaml), or the \
			properties of application.yml that they fill.
			To try the service without any account, start it with SPRING_PROFILES_ACTIVE=sandbox.""";

	/** Agents that a line names. */
	private static final int MOST_NAMED = 3;

	/** After the listeners that read the configuration and set up the log. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		Environment environment = event.getEnvironment();
		if (!environment.acceptsProfiles(Profiles.of("production"))) {
			return;
		}
		if (environment.acceptsProfiles(Profiles.of("sandbox"))) {
			throw new StartRefusedException(
					List.of("The profiles production and sandbox are both active, and exclude each other."),
					ONE_PROFILE);
		}
		requireSettings(Binder.get(environment), Choices.of(environment));
	}

	private static void requireSettings(Binder settings, Choices choices) {
		String publicUrl = value(settings, RequiredSetting.PUBLIC_URL);
		Set<RequiredSetting> given = Stream.of(RequiredSetting.values())
			.filter((setting) -> !value(settings, setting).isBlank())
			.collect(Collectors.toUnmodifiableSet());
		Stream<String> missing = Stream.of(RequiredSetting.values())
			.filter((setting) -> setting.isWanted(choices, given) && !given.contains(setting))
			.map((setting) -> "%-26s  is missing: %s%s".formatted(setting.variable(), setting.purpose(),
					wantedBy(setting.users(choices))));
		Stream<String> unfit = Stream.of(RequiredSetting.PUBLIC_URL)
			.filter((setting) -> !publicUrl.isBlank() && PublicUrl.judge(publicUrl) == PublicUrl.UNFIT)
			.map((setting) -> "%-26s  is unfit: must be https://host[:port][/path], or http://localhost for a trial"
				.formatted(setting));
		List<String> problems = Stream.concat(missing, unfit).toList();
		if (!problems.isEmpty()) {
			throw new StartRefusedException(problems, SET_THEM);
		}
		if (PublicUrl.judge(publicUrl) == PublicUrl.LOOPBACK) {
			log.warn("PUBLIC_URL is http to this machine: fit for a trial, out of reach for carriers");
		}
	}

	private static String wantedBy(List<String> agents) {
		if (agents.isEmpty()) {
			return "";
		}
		String more = (agents.size() > MOST_NAMED) ? " and %d more".formatted(agents.size() - MOST_NAMED) : "";
		return agents.stream().limit(MOST_NAMED).collect(Collectors.joining(", ", " (for ", more + ")"));
	}

	private static String value(Binder settings, RequiredSetting setting) {
		return settings.bind(setting.property(), String.class).orElse("");
	}

}
