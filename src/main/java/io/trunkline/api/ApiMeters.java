package io.trunkline.api;

import io.trunkline.metric.Metric;

/** What is counted of the operators' API besides Boot's meters of HTTP requests. */
final class ApiMeters {

	/** Followers of a call who were cut because they did not read. */
	static final Metric CUT = Metric.of("trunkline.api.streams.cut");

	/** Requests with a wrong token. */
	static final Metric SUSPECTED = Metric.of("trunkline.security").named("event", "api_unauthorized");

	private ApiMeters() {
	}

}
