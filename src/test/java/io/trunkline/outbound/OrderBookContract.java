package io.trunkline.outbound;

import java.util.List;
import java.util.Map;

import io.trunkline.outbound.Placed.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** What a book of orders does, wherever it is kept. */
interface OrderBookContract {

	/** The book of one pod. */
	OrderBook book();

	/** The book of another pod, if the store serves several; else the same one. */
	default OrderBook neighbour() {
		return book();
	}

	static BookedOrder order(String id, String key) {
		return new BookedOrder(id, key, "wish", "reception", Map.of("customer_name", "Zo\u00eb \"Z\" \ud83d\ude00"),
				1_795_000_000_000L, State.QUEUED);
	}

	@Test
	default void whatWasBookedIsFoundByItsNameAndItsKey() {
		BookedOrder order = order("out-found", "key-found");
		StepVerifier.create(book().book(order)).expectNext(order).verifyComplete();
		StepVerifier.create(neighbour().find("out-found")).expectNext(order).verifyComplete();
		StepVerifier.create(neighbour().byKey("key-found")).expectNext(order).verifyComplete();
	}

	@Test
	default void whatWasNotBookedIsNotFound() {
		StepVerifier.create(book().find("out-none")).verifyComplete();
		StepVerifier.create(book().byKey("key-none")).verifyComplete();
		StepVerifier.create(book().advance("out-none", State.DIALLING)).verifyComplete();
		StepVerifier.create(book().release(order("out-none", "key-none"), State.DIALLING)).verifyComplete();
		StepVerifier.create(book().find("out-none")).verifyComplete();
	}

	@Test
	default void aKeyStandsForTheFirstOrder() {
		BookedOrder first = order("out-first", "key-first");
		StepVerifier.create(book().book(first)).expectNextCount(1).verifyComplete();
		StepVerifier.create(neighbour().book(order("out-second", "key-first"))).expectNext(first).verifyComplete();
		StepVerifier.create(neighbour().find("out-second")).verifyComplete();
	}

	@Test
	default void anOrderThatIsBookedTwiceIsThere() {
		BookedOrder order = order("out-twice", "key-twice");
		StepVerifier.create(book().book(order)).expectNext(order).verifyComplete();
		StepVerifier.create(book().book(order)).expectNext(order).verifyComplete();
	}

	@Test
	default void ordersWithoutKeysDoNotDisturbEachOther() {
		StepVerifier.create(book().book(order("out-a", ""))).expectNextCount(1).verifyComplete();
		StepVerifier.create(book().book(order("out-b", ""))).expectNext(order("out-b", "")).verifyComplete();
		StepVerifier.create(book().release(order("out-a", ""), State.DIALLING)).verifyComplete();
		StepVerifier.create(book().find("out-b")).expectNext(order("out-b", "")).verifyComplete();
	}

	@Test
	default void ofManyWithOneKeyOneIsBooked() {
		List<String> owners = Flux.range(0, 100)
			.flatMap((i) -> ((i % 2 == 0) ? book() : neighbour()).book(order("out-race-" + i, "key-race"))
				.subscribeOn(Schedulers.boundedElastic()), 100)
			.map(BookedOrder::id)
			.collectList()
			.block();
		assertThat(owners).isNotNull().hasSize(100).containsOnly(owners.getFirst());
	}

	@ParameterizedTest
	@EnumSource(State.class)
	default void anOrderOnlyGoesOn(State state) {
		BookedOrder order = order("out-at-" + state, "").in(state);
		for (State next : State.values()) {
			BookedOrder fresh = new BookedOrder(order.id() + next, "", "wish", "reception", Map.of(), 0, state);
			State expected = state.mayBecome(next) ? next : state;
			StepVerifier.create(book().book(fresh)).expectNextCount(1).verifyComplete();
			StepVerifier.create(neighbour().advance(fresh.id(), next)).expectNext(expected).verifyComplete();
			StepVerifier.create(book().find(fresh.id())).expectNext(fresh.in(expected)).verifyComplete();
		}
	}

	@Test
	default void aReleasedOrderHasFailedAndItsKeyIsFree() {
		BookedOrder order = order("out-released", "key-released");
		StepVerifier.create(book().book(order)).expectNextCount(1).verifyComplete();
		StepVerifier.create(neighbour().release(order, State.DIALLING)).verifyComplete();
		StepVerifier.create(book().find("out-released")).expectNext(order.in(State.FAILED)).verifyComplete();
		StepVerifier.create(book().byKey("key-released")).verifyComplete();
		BookedOrder next = order("out-next", "key-released");
		StepVerifier.create(book().book(next)).expectNext(next).verifyComplete();
		StepVerifier.create(neighbour().release(order, State.DIALLING)).verifyComplete();
		StepVerifier.create(book().byKey("key-released")).expectNext(next).verifyComplete();
	}

	@ParameterizedTest
	@EnumSource(State.class)
	default void anOrderThatHasGoneFurtherIsNotReleased(State state) {
		for (State latest : List.of(State.QUEUED, State.DIALLING)) {
			String name = state + "-" + latest;
			BookedOrder order = order("out-" + name, "key-" + name).in(state);
			StepVerifier.create(book().book(order)).expectNextCount(1).verifyComplete();
			StepVerifier.create(neighbour().release(order.in(State.QUEUED), latest)).verifyComplete();
			boolean released = state.compareTo(latest) <= 0;
			StepVerifier.create(book().find(order.id()))
				.expectNext(released ? order.in(State.FAILED) : order)
				.verifyComplete();
			StepVerifier.create(book().byKey(order.key())).expectNextCount(released ? 0 : 1).verifyComplete();
		}
	}

	@Test
	default void nothingIsBookedBeforeSubscription() {
		assertThat(book().book(order("out-cold", "key-cold"))).isNotNull();
		StepVerifier.create(book().find("out-cold")).verifyComplete();
	}

}
