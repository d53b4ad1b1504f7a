package io.trunkline.api;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.call.CallCommandException;
import io.trunkline.call.CallCommands;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
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
			CallReading reading, CallFollowing following, ObjectProvider<CallPlacing> placing,
			ObjectProvider<CallCommands> commands, ApiProperties properties) {
		CallOrders orders = new CallOrders(placing.getIfAvailable(() -> ApiConfiguration::nobodyPlaces), board,
				requests);
		CallSteering steering = new CallSteering(commands.getIfAvailable(NobodyObeys::new), board, requests,
				properties.commandDeadline());
		return ApiRoutes.of(document, reading, following, orders, steering);
	}

	private static Mono<CallPlacing.Placed> nobodyPlaces(CallPlacing.Order order) {
		return Mono.error(() -> new CallPlacing.PlacingRefusedException(CallPlacing.Kind.UNAVAILABLE,
				"This service places no calls.", Optional.empty()));
	}

	/** For a service that has no calls. */
	private static final class NobodyObeys implements CallCommands {

		@Override
		public Mono<Void> say(String call, String sentence) {
			return unknown();
		}

		@Override
		public Mono<Void> whisper(String call, String note) {
			return unknown();
		}

		@Override
		public Mono<Void> transfer(String call, String destination) {
			return unknown();
		}

		@Override
		public Mono<Void> hangUp(String call) {
			return unknown();
		}

		private static Mono<Void> unknown() {
			return Mono.error(() -> new CallCommandException(CallCommandException.Kind.UNKNOWN, "there are no calls"));
		}

	}

}
