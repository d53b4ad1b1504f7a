package io.trunkline.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.trunkline.call.CallEvent;
import io.trunkline.call.Orders;
import io.trunkline.outbound.OutboundRefusedException.Kind;
import io.trunkline.outbound.Placed.State;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static io.trunkline.outbound.Wishes.wish;
import static org.assertj.core.api.Assertions.assertThat;

/** Orders from the wish to the carrier's word, on one pod or two, in virtual time. */
class OrderDeskTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final OrderBook book = new MemoryOrderBook(() -> this.time.now(TimeUnit.NANOSECONDS));

	private final Pod pod = new Pod(this.time, this.book);

	private final Pod neighbour = new Pod(this.time, this.book);

	@AfterEach
	void everyOrderIsDecided() {
		this.time.advanceTimeBy(Duration.ofMinutes(20));
		assertThat(this.pod.waiting() + this.neighbour.waiting()).isZero();
		assertThat(this.pod.doubts().size() + this.neighbour.doubts().size()).isZero();
		this.pod.close();
		this.neighbour.close();
		this.time.dispose();
	}

	@Test
	void aCallIsPlacedUnderANameThatNobodyCanGuess() {
		Placed placed = placed(this.pod, wish(null));
		assertThat(placed.state()).isEqualTo(State.PLACED);
		assertThat(placed.repeated()).isFalse();
		assertThat(placed.id()).matches("out-[A-Za-z0-9_-]{24}");
		assertThat(this.pod.dialler().plans()).singleElement().satisfies((plan) -> {
			assertThat(plan.tag()).isEqualTo(placed.id());
			assertThat(plan.to().e164()).isEqualTo(Wishes.TO);
			assertThat(plan.from()).isEmpty();
			assertThat(plan.ring()).isEqualTo(Duration.ofSeconds(30));
		});
		assertThat(this.pod.calls().dialling()).singleElement().satisfies((leg) -> {
			assertThat(leg.id()).isEqualTo(placed.id());
			assertThat(leg.callId().value()).isEqualTo("c-1");
			assertThat(leg.direction()).isEqualTo(CallLeg.Direction.OUTBOUND);
			assertThat(leg.from()).isEqualTo("+12025550100");
		});
		assertThat(this.pod.counted("orders", "result", "placed")).isOne();
	}

	@Test
	void theSameWishWithTheSameKeyIsDialledOnceOnWhateverPod() {
		Placed first = placed(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofHours(23));
		assertThat(placed(this.pod, wish("k-1"))).isEqualTo(new Placed(first.id(), State.PLACED, true));
		assertThat(placed(this.neighbour, wish("k-1"))).isEqualTo(new Placed(first.id(), State.PLACED, true));
		assertThat(this.pod.dialler().plans()).hasSize(1);
		assertThat(this.neighbour.dialler().plans()).isEmpty();
	}

	@Test
	void afterADayAKeyStandsForNothing() {
		Placed first = placed(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofHours(24));
		Placed second = placed(this.pod, wish("k-1"));
		assertThat(second.id()).isNotEqualTo(first.id());
		assertThat(second.repeated()).isFalse();
	}

	@Test
	void wishesWithoutAKeyAreNeverTheSame() {
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		Waiter one = new Waiter(this.pod, wish(null));
		Waiter other = new Waiter(this.pod, wish(null));
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(one.placed().id()).isNotEqualTo(other.placed().id());
		assertThat(this.pod.dialler().plans()).hasSize(2);
	}

	@Test
	void requestsAtOnceAreDialledOnceAndGetTheSameAnswer() {
		Waiter hold = new Waiter(this.pod, wish("ahead"));
		List<Waiter> waiters = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			waiters.add(new Waiter(this.pod, wish("k-1")));
		}
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.pod.dialler().plans()).hasSize(2);
		assertThat(waiters).extracting((waiter) -> waiter.placed().id()).containsOnly(waiters.getFirst().placed().id());
		assertThat(waiters).filteredOn((waiter) -> !waiter.placed().repeated()).hasSize(1);
		assertThat(waiters).allSatisfy((waiter) -> assertThat(waiter.placed().state()).isEqualTo(State.PLACED));
		assertThat(hold.placed().state()).isEqualTo(State.PLACED);
	}

	@Test
	void requestsOnManyThreadsAreDialledOnce() {
		List<Placed> answers = Flux.range(0, 200)
			.flatMap((i) -> ((i % 2 == 0) ? this.pod : this.neighbour).desk()
				.place(wish("k-1"))
				.subscribeOn(Schedulers.boundedElastic()), 200)
			.collectList()
			.block();
		assertThat(answers).isNotNull().hasSize(200).extracting(Placed::id).containsOnly(answers.getFirst().id());
		assertThat(this.pod.dialler().plans().size() + this.neighbour.dialler().plans().size()).isOne();
	}

	@Test
	void aKeyWithAnotherWishIsRefused() {
		placed(this.pod, wish("k-1"));
		assertThat(refused(this.pod, wish("k-1", "+12025550124")).kind()).isEqualTo(Kind.KEY_REUSED);
		assertThat(this.pod.dialler().plans()).hasSize(1);
	}

	@Test
	void aKeyStillAnswersWhenItsWishWouldBeRefusedByNow() {
		Placed first = placed(this.pod, wish("k-1"));
		this.pod.dialler().line(new Dialler.Line.Missing(List.of("x")));
		assertThat(placed(this.pod, wish("k-1")).id()).isEqualTo(first.id());
	}

	@Test
	void aLostReplyIsNeverDialledAgain() {
		this.pod.dialler().then(TelephonyException.Kind.UNCERTAIN);
		Placed first = placed(this.pod, wish("k-1"));
		assertThat(first.state()).isEqualTo(State.UNCERTAIN);
		assertThat(placed(this.pod, wish("k-1"))).isEqualTo(new Placed(first.id(), State.UNCERTAIN, true));
		this.time.advanceTimeBy(Duration.ofMinutes(9));
		assertThat(this.pod.dialler().plans()).hasSize(1);
		assertThat(this.pod.calls().dialling()).singleElement()
			.satisfies((leg) -> assertThat(leg.callId().value()).isEqualTo(first.id()));
		assertThat(this.pod.calls().notPlaced()).isEmpty();
	}

	@Test
	void aLostReplyOfWhichNothingIsHeardHasFailedAfterTenMinutesAndKeepsItsKey() {
		this.pod.dialler().then(TelephonyException.Kind.UNCERTAIN);
		Placed first = placed(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.pod.calls().notPlaced()).extracting(CallLeg::id).containsExactly(first.id());
		assertThat(placed(this.neighbour, wish("k-1"))).isEqualTo(new Placed(first.id(), State.FAILED, true));
		assertThat(this.pod.dialler().plans()).hasSize(1);
	}

	@Test
	void theCallOfALostReplyConfirmsItWhereverItComes() {
		this.pod.dialler().then(TelephonyException.Kind.UNCERTAIN);
		Placed first = placed(this.pod, wish("k-1"));
		StepVerifier.create(this.neighbour.orders().find(leg(first.id(), "c-9")))
			.expectNext(new Orders.Order("reception", Map.of()))
			.verifyComplete();
		this.time.advanceTimeBy(Duration.ofMinutes(11));
		assertThat(this.pod.calls().notPlaced()).isEmpty();
		assertThat(placed(this.pod, wish("k-1")).state()).isEqualTo(State.PLACED);
	}

	@Test
	void aCallThatEndsUnansweredConfirmsALostReplyToo() {
		this.pod.dialler().then(TelephonyException.Kind.UNCERTAIN);
		Placed first = placed(this.pod, wish("k-1"));
		this.neighbour.orders().on(leg(first.id(), "c-9"), ended());
		assertThat(found(first.id())).isEqualTo(State.PLACED);
	}

	@Test
	void whatThisServiceItselfTellsOfACallConfirmsNothing() {
		this.pod.dialler().then(TelephonyException.Kind.UNCERTAIN);
		Placed first = placed(this.pod, wish("k-1"));
		this.pod.orders().on(leg(first.id(), first.id()), ended());
		assertThat(found(first.id())).isEqualTo(State.UNCERTAIN);
	}

	@Test
	void aCarrierThatSaysNothingLeavesTheOrderInDoubt() {
		this.pod.dialler().then(Mono.never());
		Waiter waiter = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(waiter.placed().state()).isEqualTo(State.DIALLING);
		this.time.advanceTimeBy(Departure.DEADLINE);
		assertThat(placed(this.pod, wish("k-1")).state()).isEqualTo(State.UNCERTAIN);
		assertThat(this.pod.dialler().plans()).hasSize(1);
	}

	@Test
	void anErrorThatNobodyExpectedLeavesTheOrderInDoubt() {
		this.pod.dialler().then(Mono.error(new IllegalStateException("what?"))).then(Mono.empty());
		assertThat(placed(this.pod, wish("k-1")).state()).isEqualTo(State.UNCERTAIN);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(placed(this.pod, wish("k-2")).state()).isEqualTo(State.UNCERTAIN);
		assertThat(this.pod.dialler().plans()).hasSize(2);
	}

	@Test
	void whatTheCarrierCertainlyDidNotTakeIsDialledAgain() {
		this.pod.dialler().then(TelephonyException.Kind.RETRYABLE, TelephonyException.Kind.RETRYABLE);
		Waiter waiter = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(3));
		assertThat(waiter.placed().state()).isEqualTo(State.PLACED);
		assertThat(this.pod.dialler().plans()).hasSize(3)
			.allSatisfy((plan) -> assertThat(plan.tag()).isEqualTo(waiter.placed().id()));
		assertThat(this.pod.counted("attempts", "result", "retryable")).isEqualTo(2);
	}

	@Test
	void aLostReplyAfterRefusalsEndsTheAttempts() {
		this.pod.dialler().then(TelephonyException.Kind.RETRYABLE, TelephonyException.Kind.UNCERTAIN);
		Waiter waiter = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(waiter.placed().state()).isEqualTo(State.UNCERTAIN);
		assertThat(this.pod.dialler().plans()).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(value = TelephonyException.Kind.class, names = { "UNAUTHORIZED", "REJECTED", "GONE" })
	void aRefusedOrderGivesItsKeyBack(TelephonyException.Kind kind) {
		this.pod.dialler().then(kind);
		OutboundRefusedException refusal = refused(this.pod, wish("k-1"));
		assertThat(refusal.kind()).isEqualTo(Kind.CARRIER_REFUSED);
		assertThat(refusal).hasMessage("the carrier says " + kind);
		assertThat(this.pod.calls().dialling()).isEmpty();
		assertThat(this.pod.calls().notPlaced()).hasSize(1);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(placed(this.pod, wish("k-1"))).satisfies((placed) -> {
			assertThat(placed.state()).isEqualTo(State.PLACED);
			assertThat(placed.repeated()).isFalse();
		});
	}

	@Test
	void aBusyCarrierTakesTheOrderWhenACallEnds() {
		this.pod.dialler().then(TelephonyException.Kind.BUSY);
		Waiter waiter = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(waiter.answered()).isFalse();
		this.pod.orders().on(leg("", "c-5"), ended());
		assertThat(waiter.placed().state()).isEqualTo(State.PLACED);
	}

	@Test
	void aCarrierThatStaysBusyIsARefusalInTheEnd() {
		for (int i = 0; i < 20; i++) {
			this.pod.dialler().then(TelephonyException.Kind.BUSY);
		}
		Waiter waiter = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		assertThat(waiter.placed().state()).isIn(State.QUEUED, State.DIALLING);
		Waiter second = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(4));
		assertThat(second.answered()).isFalse();
		this.time.advanceTimeBy(Duration.ofSeconds(21));
		assertThat(found(waiter.placed().id())).isEqualTo(State.FAILED);
		assertThat(this.pod.calls().notPlaced()).hasSize(1);
	}

	@Test
	void whoWaitsWhenABusyCarrierIsGivenUpIsTold() {
		for (int i = 0; i < 20; i++) {
			this.pod.dialler().then(TelephonyException.Kind.BUSY);
		}
		new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(27));
		Waiter late = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(4));
		assertThat(late.refusal().kind()).isEqualTo(Kind.CARRIER_BUSY);
		assertThat(late.refusal().retryAfter()).isPresent();
	}

	@Test
	void ordersKeepTheCarriersPace() {
		List<Waiter> waiters = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			waiters.add(new Waiter(this.pod, wish(null)));
		}
		this.time.advanceTimeBy(Duration.ofSeconds(3));
		assertThat(waiters).allSatisfy((waiter) -> assertThat(waiter.placed().state()).isEqualTo(State.PLACED));
		List<Long> times = this.pod.dialler().times();
		for (int i = 1; i < times.size(); i++) {
			assertThat(times.get(i) - times.get(i - 1)).isEqualTo(Duration.ofSeconds(1).toNanos());
		}
	}

	@Test
	void eachCarrierHasAQueueOfItsOwn() {
		this.pod.dialler().then(TelephonyException.Kind.BUSY);
		Waiter held = new Waiter(this.pod, wish(null));
		for (int i = 0; i < 3; i++) {
			new Waiter(this.pod, wish(null));
		}
		assertThat(placed(this.pod, byScout(null)).state()).isEqualTo(State.PLACED);
		assertThat(this.pod.other().plans()).hasSize(1);
		assertThat(held.answered()).isFalse();
	}

	@Test
	void onlyTheEndOfACarriersOwnCallFreesAPlaceThere() {
		this.pod.dialler().then(TelephonyException.Kind.BUSY);
		Waiter waiter = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		this.pod.orders().on(leg("other", "", "c-5"), ended());
		assertThat(waiter.answered()).isFalse();
		this.pod.orders().on(leg("", "c-6"), ended());
		assertThat(waiter.placed().state()).isEqualTo(State.PLACED);
	}

	@Test
	void theCallOfAnAgentIsOnTheCarrierThatItNames() {
		placed(this.pod, byScout(null));
		assertThat(this.pod.dialler().plans()).isEmpty();
		assertThat(this.pod.calls().dialling()).singleElement()
			.satisfies((leg) -> assertThat(leg.carrier()).isEqualTo("other"));
	}

	@ParameterizedTest
	@EnumSource(value = TelephonyException.Kind.class, names = { "UNCERTAIN", "RETRYABLE", "BUSY" })
	void whatIsOrderedAtOneCarrierIsNeverDialledByAnother(TelephonyException.Kind kind) {
		this.pod.dialler().then(kind);
		new Waiter(this.pod, wish("k-1"));
		Pod elsewhere = new Pod(this.time, this.book, settings("other"));
		Waiter again = new Waiter(elsewhere, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofMinutes(12));
		assertThat(again.placed().repeated()).isTrue();
		assertThat(this.pod.dialler().plans()).isNotEmpty();
		assertThat(this.pod.other().plans()).isEmpty();
		assertThat(elsewhere.other().plans()).isEmpty();
		assertThat(elsewhere.dialler().plans()).isEmpty();
		elsewhere.close();
	}

	@Test
	void aFullQueueRefusesAndSaysWhenItWillHaveAPlace() {
		for (int i = 0; i < 4; i++) {
			new Waiter(this.pod, wish(null));
		}
		OutboundRefusedException refusal = refused(this.pod, wish("k-1"));
		assertThat(refusal.kind()).isEqualTo(Kind.QUEUE_FULL);
		assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		Waiter again = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(3));
		assertThat(again.placed().state()).isEqualTo(State.PLACED);
	}

	@Test
	void whoeverDoesNotWaitIsToldThatTheOrderIsQueuedAndItGoesOn() {
		this.pod.dialler()
			.then(TelephonyException.Kind.RETRYABLE, TelephonyException.Kind.RETRYABLE,
					TelephonyException.Kind.RETRYABLE);
		Waiter waiter = new Waiter(this.pod, wish("k-1"));
		this.time.advanceTimeBy(Duration.ofSeconds(5));
		Placed first = waiter.placed();
		assertThat(first.state()).isEqualTo(State.DIALLING);
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(found(first.id())).isEqualTo(State.PLACED);
	}

	@Test
	void anOrderGoesOnWithoutWhoeverPlacedIt() {
		new Waiter(this.pod, wish(null));
		Waiter gone = new Waiter(this.pod, wish("k-1"));
		gone.cancel();
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.pod.dialler().plans()).hasSize(2);
		assertThat(placed(this.pod, wish("k-1")).repeated()).isTrue();
	}

	@Test
	void aPodThatGoesDownRefusesWhatWaitsAndGivesTheKeysBack() {
		new Waiter(this.pod, wish(null));
		Waiter waiter = new Waiter(this.pod, wish("k-1"));
		this.pod.close();
		assertThat(waiter.refusal().kind()).isEqualTo(Kind.STOPPING);
		assertThat(placed(this.neighbour, wish("k-1")).repeated()).isFalse();
		assertThat(refused(this.pod, wish("k-2")).kind()).isEqualTo(Kind.STOPPING);
	}

	@Test
	void anOrderOfAPodThatDiedBeforeDiallingMayBePlacedAnew() {
		BookedOrder dead = new BookedOrder("out-dead", Digests.of("k-1"), Digests.of(wish("k-1")), "reception",
				Map.of(), this.time.now(TimeUnit.MILLISECONDS) + 60_000, State.QUEUED);
		this.book.book(dead).block();
		assertThat(placed(this.pod, wish("k-1"))).isEqualTo(new Placed("out-dead", State.QUEUED, true));
		this.time.advanceTimeBy(Duration.ofSeconds(61));
		assertThat(placed(this.pod, wish("k-1"))).satisfies((placed) -> {
			assertThat(placed.id()).isNotEqualTo("out-dead");
			assertThat(placed.repeated()).isFalse();
		});
	}

	@Test
	void anOrderOfAPodThatDiedWhileDiallingIsNeverPlacedAnew() {
		BookedOrder dead = new BookedOrder("out-dead", Digests.of("k-1"), Digests.of(wish("k-1")), "reception",
				Map.of(), this.time.now(TimeUnit.MILLISECONDS) + 60_000, State.DIALLING);
		this.book.book(dead).block();
		this.time.advanceTimeBy(Duration.ofSeconds(61));
		assertThat(placed(this.pod, wish("k-1")).state()).isEqualTo(State.UNCERTAIN);
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(placed(this.pod, wish("k-1"))).isEqualTo(new Placed("out-dead", State.FAILED, true));
		assertThat(this.pod.dialler().plans()).isEmpty();
	}

	@Test
	void anOrderThatAnotherPodTookForAbandonedIsNotDialledByItsOwner() {
		new Waiter(this.pod, wish(null));
		Waiter owner = new Waiter(this.pod, wish("k-1"));
		BookedOrder booked = this.book.byKey(Digests.of("k-1")).block();
		assertThat(booked).isNotNull();
		this.book.release(booked, State.QUEUED).block();
		assertThat(placed(this.neighbour, wish("k-1")).state()).isEqualTo(State.PLACED);
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(owner.refusal().kind()).isEqualTo(Kind.STORE_UNAVAILABLE);
		assertThat(this.pod.dialler().plans()).hasSize(1);
	}

	@Test
	void anUnknownIdFindsNothing() {
		for (String id : List.of("", "c-1", "out-", "out-AAAAAAAAAAAAAAAAAAAAAAAA", "out-*", "out-{x}")) {
			StepVerifier.create(this.pod.desk().find(id)).verifyComplete();
		}
	}

	@Test
	void refusalsAreCountedByKind() {
		refused(this.pod, wish(null, "+19005551234"));
		assertThat(this.pod.counted("refused", "reason", "number_not_allowed")).isOne();
		assertThat(this.pod.dialler().plans()).isEmpty();
	}

	@Test
	void nothingHappensBeforeSubscription() {
		assertThat(this.pod.desk().place(wish("k-1"))).isNotNull();
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.pod.dialler().plans()).isEmpty();
	}

	private State found(String id) {
		Placed placed = this.neighbour.desk().find(id).block();
		assertThat(placed).isNotNull();
		return placed.state();
	}

	private static Placed placed(Pod pod, PlaceCall call) {
		return new Waiter(pod, call).placed();
	}

	private static OutboundRefusedException refused(Pod pod, PlaceCall call) {
		return new Waiter(pod, call).refusal();
	}

	private static CallEvent ended() {
		return new CallEvent.Ended(Outcome.NOT_REACHED, "busy", Duration.ZERO);
	}

	private static PlaceCall byScout(@Nullable String key) {
		return new PlaceCall(key, Wishes.TO, "scout", Map.of(), null, null, null);
	}

	/** Those of a pod whose usual carrier is this one. */
	private static OutboundProperties settings(String carrier) {
		OutboundProperties usual = Wishes.settings();
		return new OutboundProperties(usual.countries(), usual.fromNumbers(), 1, 3, usual.maxWait(), usual.busyWait(),
				usual.answerWithin(), carrier, Map.of());
	}

	private static CallLeg leg(String tag, String callId) {
		return leg("fake", tag, callId);
	}

	private static CallLeg leg(String carrier, String tag, String callId) {
		return new CallLeg(carrier, FakeDialler.LINE.account(), new CallId(callId), "+12025550100", Wishes.TO,
				CallLeg.Direction.OUTBOUND, tag);
	}

	/** Somebody who placed an order and waits for the answer. */
	private static final class Waiter {

		private final Disposable subscription;

		private @Nullable Placed placed;

		private @Nullable Throwable failure;

		Waiter(Pod pod, PlaceCall call) {
			this.subscription = pod.desk()
				.place(call)
				.subscribe((answer) -> this.placed = answer, (ex) -> this.failure = ex);
		}

		boolean answered() {
			return this.placed != null || this.failure != null;
		}

		Placed placed() {
			assertThat(this.failure).isNull();
			assertThat(this.placed).isNotNull();
			return this.placed;
		}

		OutboundRefusedException refusal() {
			assertThat(this.failure).isInstanceOf(OutboundRefusedException.class);
			return (OutboundRefusedException) this.failure;
		}

		void cancel() {
			this.subscription.dispose();
		}

	}

}
