package io.trunkline.outbound;

import java.time.Duration;

import io.trunkline.admission.LocalRedis;
import io.trunkline.admission.SharedRedis;
import io.trunkline.outbound.OutboundRefusedException.Kind;
import io.trunkline.outbound.Placed.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/** Two pods with one real Redis. */
class RedisOrderBookTests implements OrderBookContract {

	/** Long, since a busy machine is no fault of the store here. */
	private static final Duration PATIENT = Duration.ofSeconds(10);

	private static final LocalRedis redis = new LocalRedis();

	private static SharedRedis onePod;

	private static SharedRedis otherPod;

	@BeforeAll
	static void connect() {
		redis.start();
		onePod = redis.connect(PATIENT);
		otherPod = redis.connect(PATIENT);
	}

	@AfterAll
	static void disconnect() {
		onePod.close();
		otherPod.close();
		redis.close();
	}

	@Override
	public OrderBook book() {
		return new RedisOrderBook(onePod);
	}

	@Override
	public OrderBook neighbour() {
		return new RedisOrderBook(otherPod);
	}

	@Test
	void everyKeyExpiresAndOrdersOutliveTheirKeys() {
		BookedOrder order = OrderBookContract.order("out-ttl", "key-ttl");
		book().book(order).block();
		book().advance("out-ttl", State.PLACED).block();
		Long key = onePod.run((commands) -> commands.pttl("oi:key-ttl")).block();
		Long kept = onePod.run((commands) -> commands.pttl("oo:out-ttl")).block();
		assertThat(key).isBetween(1L, OrderBook.KEPT.toMillis());
		assertThat(kept).isNotNull().isGreaterThan(key);
	}

	@Test
	void anOrderThatRedisLostIsNotDialledAnew() {
		book().book(OrderBookContract.order("out-lost", "key-lost")).block();
		onePod.run((commands) -> commands.del("oo:out-lost")).block();
		expectUnavailable(book().byKey("key-lost"));
		expectUnavailable(book().book(OrderBookContract.order("out-anew", "key-lost")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "null", "{}", "[]", "{\"id\":7}" })
	void whatSomebodyElseWroteIsNoOrder(String json) {
		book().book(OrderBookContract.order("out-foreign", "")).block();
		onePod.run((commands) -> commands.hset("oo:out-foreign", "order", json)).block();
		StepVerifier.create(book().find("out-foreign")).verifyComplete();
	}

	@Test
	void requestsOnTwoPodsAreDialledOnce() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		try (Pod pod = new Pod(time, book()); Pod other = new Pod(time, neighbour())) {
			var answers = Flux.range(0, 200)
				.flatMap((i) -> ((i % 2 == 0) ? pod : other).desk()
					.place(Wishes.wish("k-race"))
					.subscribeOn(Schedulers.boundedElastic()), 200)
				.collectList()
				.block(PATIENT);
			assertThat(answers).isNotNull().hasSize(200).extracting(Placed::id).containsOnly(answers.getFirst().id());
			assertThat(pod.dialler().plans().size() + other.dialler().plans().size()).isOne();
		}
		finally {
			time.dispose();
		}
	}

	@Test
	void withoutRedisNobodyIsDialled() {
		VirtualTimeScheduler time = VirtualTimeScheduler.create();
		try (LocalRedis away = new LocalRedis(); SharedRedis none = away.connect(Duration.ofMillis(200))) {
			Pod pod = new Pod(time, new RedisOrderBook(none));
			expectUnavailable(pod.desk().place(Wishes.wish("k-1")));
			expectUnavailable(pod.desk().place(Wishes.wish(null)));
			assertThat(pod.dialler().plans()).isEmpty();
			pod.close();
		}
		finally {
			time.dispose();
		}
	}

	private static void expectUnavailable(Mono<?> asked) {
		StepVerifier.create(asked)
			.expectErrorSatisfies(
					(failure) -> assertThat(failure).isInstanceOfSatisfying(OutboundRefusedException.class,
							(refusal) -> assertThat(refusal.kind()).isEqualTo(Kind.STORE_UNAVAILABLE)))
			.verify(PATIENT);
	}

}
