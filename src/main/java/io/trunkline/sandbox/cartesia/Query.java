package io.trunkline.sandbox.cartesia;

import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

/** The parameters of an upgrade. */
record Query(Map<String, List<String>> parameters) {

	static Query of(String uri) {
		return new Query(new QueryStringDecoder(uri).parameters());
	}

	@Nullable String first(String name) {
		List<String> values = all(name);
		return values.isEmpty() ? null : values.getFirst();
	}

	List<String> all(String name) {
		return this.parameters.getOrDefault(name, List.of());
	}

	/** Whether the parameter is absent or a number that passes. */
	boolean isNumber(String name, DoublePredicate allowed) {
		String value = first(name);
		try {
			return value == null || allowed.test(Double.parseDouble(value));
		}
		catch (NumberFormatException ex) {
			return false;
		}
	}

	double number(String name, double otherwise) {
		String value = first(name);
		return (value != null) ? Double.parseDouble(value) : otherwise;
	}

}
