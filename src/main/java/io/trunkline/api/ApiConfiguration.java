package io.trunkline.api;

import java.security.SecureRandom;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.call.CallCommands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

	@Bean
	CallBoard callBoard(ApiProperties properties) {
		return new CallBoard(properties.recent(), properties.remember(), InstantSource.system());
	}

	@Bean
	ApiDocument apiDocument() {
		return ApiDocument.read();
	}

	@Bean
	RequestReader apiRequests(ApiDocument document, ApiProperties properties) {
		return new RequestReader(document, properties.bodyDeadline());
	}

	@Bean
	CallReading callReading(CallBoard board, RequestReader requests) {
		return new CallReading(board, requests, new Cursor(new SecureRandom().nextLong()));
	}

	@Bean
	CallFollowing callFollowing(CallReading calls, RequestReader requests, ApiProperties properties,
			MeterRegistry meters) {
		return new CallFollowing(calls, requests, properties.streams(), Schedulers.parallel(), meters);
	}

	@Bean
	RouterFunction<ServerResponse> apiRoutes(ApiDocument document, CallBoard board, RequestReader requests,
			CallReading reading, CallFollowing following, CallPlacing placing, CallCommands commands,
			ApiProperties properties) {
		CallOrders orders = new CallOrders(placing, board, requests);
		CallSteering steering = new CallSteering(commands, board, requests, properties.commandDeadline());
		return ApiRoutes.of(document, reading, following, orders, steering);
	}

}
