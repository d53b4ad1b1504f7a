package io.trunkline;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.trunkline.metric.Metric;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** All meters of all rooms, by which dashboards and alerts know them. */
class MetersTests {

	/** Each meter with the keys of its tags. */
	static final Path LIST = Path.of("src/test/resources/golden/meters.txt");

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.importUrl(Metric.class.getProtectionDomain().getCodeSource().getLocation());

	@Test
	void metersKeepTheirNamesAndTags() throws IOException {
		Golden.check(LIST, (_) -> declared());
	}

	/** Others would not be in the list, or not with all of their tags. */
	@Test
	void everyMeterIsAConstantOrHasAMethodThatGivesIt() {
		assertThat(CLASSES.get(Metric.class).getMethods()).filteredOn(MetersTests::isMetric)
			.flatExtracting(JavaMethod::getCallsOfSelf)
			.isNotEmpty()
			.extracting(JavaMethodCall::getOrigin)
			.allMatch((origin) -> origin instanceof JavaStaticInitializer || isMetric(origin));
	}

	private static List<String> declared() {
		Stream<Metric> constants = CLASSES.stream()
			.flatMap((room) -> room.getFields().stream())
			.filter((field) -> field.getRawType().isEquivalentTo(Metric.class))
			.map(MetersTests::constant);
		Stream<Metric> divided = CLASSES.stream()
			.filter((room) -> !room.isEquivalentTo(Metric.class))
			.flatMap((room) -> room.getMethods().stream())
			.filter(MetersTests::isMetric)
			.map(MetersTests::divided);
		return Stream.concat(constants, divided)
			.map(Metric::toString)
			.filter((meter) -> meter.matches("(trunkline|gen_ai)\\..*"))
			.distinct()
			.sorted()
			.toList();
	}

	private static boolean isMetric(JavaCodeUnit declaration) {
		return declaration.getRawReturnType().isEquivalentTo(Metric.class);
	}

	private static Metric constant(JavaField declaration) {
		Field field = declaration.reflect();
		ReflectionUtils.makeAccessible(field);
		return (Metric) Objects.requireNonNull(ReflectionUtils.getField(field, null));
	}

	private static Metric divided(JavaMethod declaration) {
		Method method = declaration.reflect();
		ReflectionUtils.makeAccessible(method);
		Object[] values = Arrays.stream(method.getParameterTypes()).map(MetersTests::any).toArray();
		return (Metric) Objects.requireNonNull(ReflectionUtils.invokeMethod(method, null, values));
	}

	/** Whatever a meter may be divided by. */
	private static Object any(Class<?> type) {
		if (type == boolean.class) {
			return true;
		}
		return type.isEnum() ? type.getEnumConstants()[0]
				: Stream.of("any", HttpStatus.OK).filter(type::isInstance).findFirst().orElseThrow();
	}

}
