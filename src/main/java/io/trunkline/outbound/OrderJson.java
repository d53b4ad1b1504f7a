package io.trunkline.outbound;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A booked order as JSON. */
final class OrderJson {

	private static final Logger log = LoggerFactory.getLogger(OrderJson.class);

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
		.build();

	private OrderJson() {
	}

	static String encode(BookedOrder order) {
		return MAPPER.writeValueAsString(order);
	}

	/** The order, or nothing when the text is none. */
	static Optional<BookedOrder> decode(String json) {
		try {
			return Optional.ofNullable(MAPPER.readValue(json, BookedOrder.class));
		}
		catch (JacksonException ex) {
			// Without the text or Jackson's message, since they hold what an agent is
			// told.
			log.warn("An order in Redis is not of our making");
			return Optional.empty();
		}
	}

}
