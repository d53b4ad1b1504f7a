package io.trunkline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Holds the manifests against the models of Kubernetes and against the application. */
class DeploymentTests {

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

	private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

	private static final List<HasMetadata> MANIFESTS = read();

	private final Deployment deployment = only(Deployment.class);

	private final PodSpec pod = this.deployment.getSpec().getTemplate().getSpec();

	private final Container container = this.pod.getContainers().getFirst();

	private final Map<String, Object> application = Yaml.first("application.yml");

	@Test
	void everyManifestIsUnderstoodToTheLastKey() {
		assertThat(MANIFESTS).hasSize(8)
			.allSatisfy((manifest) -> assertNothingUnknown(manifest.getKind(), manifest))
			.allSatisfy((manifest) -> assertThat(manifest.getMetadata().getNamespace()).isNull());
	}

	@Test
	void anUnknownKeyWouldBeNoticed() {
		HasMetadata service = parse("apiVersion: v1\nkind: Service\nspec: {ports: [{port: 80, prot: 1}]}");
		assertThat(catchThrowable(() -> assertNothingUnknown("Service", service))).isInstanceOf(AssertionError.class)
			.hasMessageContaining("prot");
	}

	@Test
	void theEnvironmentIsWhatTheApplicationReads() throws IOException {
		Map<String, @Nullable String> defaults = new TreeMap<>();
		VARIABLE.matcher(Files.readString(Path.of("application.yml")))
			.results()
			.forEach((variable) -> defaults.put(variable.group(1), variable.group(2)));
		Map<String, String> given = new TreeMap<>(environment().getData());
		assertThat(given.remove("SPRING_PROFILES_ACTIVE")).isEqualTo("production");
		given.putAll(only(Secret.class).getStringData());
		assertThat(given).isEqualTo(defaults);
	}

	@Test
	void whatProductionNeedsHasItsPlaceAndSecretsAreNotInTheOpen() {
		Map<String, String> open = environment().getData();
		Map<String, String> secret = only(Secret.class).getStringData();
		assertThat(open.keySet()).doesNotContainAnyElementsOf(secret.keySet())
			.noneMatch((name) -> name.matches(".*(SECRET|PASSWORD|KEY|TOKEN)"));
		assertThat(secret.values()).containsOnly("");
		assertThat(RequiredSetting.values()).extracting(RequiredSetting::variable)
			.allMatch((name) -> open.containsKey(name) || secret.containsKey(name));
	}

	@Test
	void thePodReadsThatEnvironment() {
		assertThat(this.container.getEnvFrom()).hasSize(2);
		assertThat(this.container.getEnvFrom().getFirst().getConfigMapRef().getName()).isEqualTo("trunkline");
		assertThat(this.container.getEnvFrom().getLast().getSecretRef().getName())
			.isEqualTo(only(Secret.class).getMetadata().getName());
		assertThat(this.pod.getEnableServiceLinks()).isFalse();
	}

	@Test
	void agentsAreMountedWhereTheApplicationLooks() {
		ConfigMap agents = configMap("trunkline-agents");
		assertThat(agents.getData()).containsOnlyKeys("application.yml");
		assertThat(agents.getData().get("application.yml")).startsWith("trunkline:\n  agents:\n    reception:\n");
		assertThat(this.pod.getVolumes()).anyMatch((volume) -> volume.getConfigMap() != null
				&& "trunkline-agents".equals(volume.getConfigMap().getName()));
		assertThat(this.container.getVolumeMounts()).anyMatch((mount) -> "/app/config".equals(mount.getMountPath()));
	}

	@Test
	void portsAreThoseOfTheApplication() {
		assertThat(this.container.getPorts()).extracting((port) -> port.getName() + " " + port.getContainerPort())
			.containsExactly("http " + Yaml.at(this.application, "server.port"),
					"management " + Yaml.at(this.application, "management.server.port"));
		assertThat(only(Service.class).getSpec().getPorts()).singleElement()
			.satisfies((port) -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("http"));
		assertThat(annotations()).containsEntry("prometheus.io/port",
				String.valueOf(Yaml.at(this.application, "management.server.port")));
	}

	@Test
	void probesAskTheManagementPortAboutThisPod() {
		assertProbe(this.container.getStartupProbe(), "liveness", 2, 30);
		assertProbe(this.container.getReadinessProbe(), "readiness", 5, 2);
		assertProbe(this.container.getLivenessProbe(), "liveness", 10, 6);
		assertThat(Yaml.map(Yaml.at(this.application, "management.endpoint.health.group")))
			.containsKeys("liveness.include", "readiness.include");
		assertThat(Yaml.at(this.application, "management.endpoint.health.probes.enabled")).isEqualTo(true);
		assertThat(String.valueOf(Yaml.at(this.application, "management.endpoints.web.exposure.include")))
			.contains("health", "prometheus");
	}

	@Test
	void selectorsFindThePods() {
		Map<String, String> labels = this.deployment.getSpec().getTemplate().getMetadata().getLabels();
		assertThat(this.deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
		assertThat(only(Service.class).getSpec().getSelector()).isEqualTo(labels);
		assertThat(only(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
		assertThat(this.pod.getTopologySpreadConstraints()).hasSize(2)
			.allSatisfy((spread) -> assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(labels));
	}

	@Test
	void thePodIsRestricted() {
		assertThat(this.pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(this.pod.getSecurityContext().getRunAsUser()).isEqualTo(65532);
		assertThat(this.pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
		assertThat(this.pod.getAutomountServiceAccountToken()).isFalse();
		assertThat(this.pod.getHostNetwork()).isNull();
		assertThat(this.container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(this.container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(this.container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(this.container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
		assertThat(this.pod.getVolumes())
			.allMatch((volume) -> volume.getEmptyDir() != null || volume.getConfigMap() != null);
		assertThat(this.container.getResources().getLimits().get("memory"))
			.isEqualTo(this.container.getResources().getRequests().get("memory"));
	}

	@Test
	void theGracePeriodCoversTheGoodbye() {
		int preStop = Math.toIntExact(this.container.getLifecycle().getPreStop().getSleep().getSeconds());
		assertThat(preStop).isEqualTo(15);
		assertThat(this.pod.getTerminationGracePeriodSeconds()).isGreaterThan(preStop + shutdownSeconds() + 30);
	}

	@Test
	void anUpdateTakesNoPlaceAway() {
		assertThat(this.deployment.getSpec().getReplicas()).isEqualTo(2);
		assertThat(this.deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
		assertThat(only(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal()).isOne();
		assertThat(annotations()).containsEntry("cluster-autoscaler.kubernetes.io/safe-to-evict", "false");
	}

	@Test
	void theIngressServesCarriersOnlyAndLogsNoToken() {
		Map<String, Ingress> byPath = MANIFESTS.stream()
			.filter(Ingress.class::isInstance)
			.map(Ingress.class::cast)
			.collect(Collectors.toMap(DeploymentTests::path, (ingress) -> ingress));
		assertThat(byPath).containsOnlyKeys("/webhooks", "/media");
		String nginx = "nginx.ingress.kubernetes.io/";
		assertThat(byPath.get("/webhooks")).isNotNull()
			.extracting((ingress) -> ingress.getMetadata().getAnnotations().get(nginx + "proxy-body-size"))
			.isEqualTo("64k");
		Ingress media = byPath.get("/media");
		assertThat(media).isNotNull();
		assertThat(media.getMetadata().getAnnotations()).containsEntry(nginx + "enable-access-log", "false")
			.containsEntry(nginx + "proxy-read-timeout", "3700")
			.containsEntry(nginx + "proxy-send-timeout", "3700");
		assertThat(byPath.values()).allSatisfy((ingress) -> assertThat(ingress.getSpec().getTls()).isNotEmpty());
	}

	private static String path(Ingress ingress) {
		return ingress.getSpec().getRules().getFirst().getHttp().getPaths().getFirst().getPath();
	}

	/** How long one phase of the application's own shutdown may take. */
	private int shutdownSeconds() {
		Object spring = this.application.get("spring");
		String setting = (spring == null) ? "" : spring.toString();
		var timeout = Pattern.compile("timeout-per-shutdown-phase=(\\d+)s").matcher(setting);
		return timeout.find() ? Integer.parseInt(timeout.group(1)) : 30;
	}

	private Map<String, String> annotations() {
		return this.deployment.getSpec().getTemplate().getMetadata().getAnnotations();
	}

	private static void assertProbe(Probe probe, String group, int period, int failures) {
		assertThat(probe.getHttpGet().getPath()).isEqualTo("/actuator/health/" + group);
		assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
		assertThat(probe.getPeriodSeconds()).isEqualTo(period);
		assertThat(probe.getFailureThreshold()).isEqualTo(failures);
	}

	/** Models keep keys that they do not know in their additional properties. */
	private static void assertNothingUnknown(String where, @Nullable Object node) {
		switch (node) {
			case null -> {
			}
			case Collection<?> nodes -> nodes.forEach((each) -> assertNothingUnknown(where, each));
			case Map<?, ?> nodes -> nodes.values().forEach((each) -> assertNothingUnknown(where, each));
			default -> {
				if (node.getClass().getName().startsWith("io.fabric8.kubernetes.api.model")) {
					getters(node).forEach((getter) -> {
						Object value = get(node, getter);
						if (getter.getName().equals("getAdditionalProperties")) {
							assertThat((Map<?, ?>) value).as(where).isEmpty();
						}
						assertNothingUnknown(where + "." + getter.getName().substring(3), value);
					});
				}
			}
		}
	}

	private static Stream<Method> getters(Object model) {
		return Stream.of(model.getClass().getMethods())
			.filter((method) -> method.getName().startsWith("get") && method.getParameterCount() == 0
					&& method.getDeclaringClass() == model.getClass());
	}

	private static @Nullable Object get(Object model, Method getter) {
		try {
			return getter.invoke(model);
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new LinkageError(getter.toString(), ex);
		}
	}

	private ConfigMap environment() {
		return configMap("trunkline");
	}

	private ConfigMap configMap(String name) {
		return MANIFESTS.stream()
			.filter(ConfigMap.class::isInstance)
			.map(ConfigMap.class::cast)
			.filter((map) -> map.getMetadata().getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private <T extends HasMetadata> T only(Class<T> kind) {
		List<T> found = MANIFESTS.stream().filter(kind::isInstance).map(kind::cast).toList();
		assertThat(found).hasSize(1);
		return found.getFirst();
	}

	private static List<HasMetadata> read() {
		try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
			return files.filter((file) -> file.toString().endsWith(".yaml"))
				.sorted()
				.flatMap((file) -> documents(file))
				.map(DeploymentTests::parse)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<String> documents(Path file) {
		try {
			return Stream.of(Files.readString(file).split("(?m)^---$"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static HasMetadata parse(String document) {
		HasMetadata manifest = KUBERNETES.unmarshal(document, HasMetadata.class);
		assertThat(manifest).isNotNull();
		return manifest;
	}

}
