package io.trunkline.outbound;

import java.time.Duration;
import java.util.Map;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.call.Orders;
import io.trunkline.outbound.Placed.State;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class BookedOrdersTests {

	private static final String ID = "out-0123456789abcdef01234567";

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final OrderBook book = new MemoryOrderBook(() -> 0);

	private final BookedOrders orders = new BookedOrders(this.book,
			Pod.trunks(this.time, Wishes.settings(), new FakeDialler(() -> 0)));

	@AfterEach
	void stop() {
		this.time.dispose();
	}

	@ParameterizedTest
	@EnumSource(value = State.class, names = { "DIALLING", "UNCERTAIN", "PLACED" })
	void aCallFindsItsOrderAndConfirmsIt(State state) {
		keep(state);
		StepVerifier.create(this.orders.find(leg(CallLeg.Direction.OUTBOUND, ID)))
			.expectNext(new Orders.Order("reception", Map.of("customer_name", "Ada")))
			.verifyComplete();
		expect(State.PLACED);
	}

	@Test
	void theCallOfAnOrderThatFailedIsNobodys() {
		keep(State.FAILED);
		StepVerifier.create(this.orders.find(leg(CallLeg.Direction.OUTBOUND, ID))).verifyComplete();
		expect(State.FAILED);
	}

	@Test
	void aCallWithoutAnOrderFindsNone() {
		keep(State.DIALLING);
		for (String tag : new String[] { "", "out-", "out-someone-elses", "another" }) {
			StepVerifier.create(this.orders.find(leg(CallLeg.Direction.OUTBOUND, tag))).verifyComplete();
		}
		StepVerifier.create(this.orders.find(leg(CallLeg.Direction.INBOUND, ID))).verifyComplete();
		expect(State.DIALLING);
	}

	@Test
	void onlyEventsThatComeFromTheCarrierConfirmAnOrder() {
		keep(State.UNCERTAIN);
		CallLeg leg = leg(CallLeg.Direction.OUTBOUND, ID);
		this.orders.on(leg, new CallEvent.Offered("reception", "v1"));
		this.orders.on(leg, new CallEvent.Faulted("carrier", "late"));
		expect(State.UNCERTAIN);
		this.orders.on(leg, new CallEvent.Answered("reception", Engine.CASCADE));
		expect(State.PLACED);
	}

	@Test
	void theEndOfACallThatCameInIsNoConfirmation() {
		keep(State.UNCERTAIN);
		this.orders.on(leg(CallLeg.Direction.INBOUND, ""),
				new CallEvent.Ended(Outcome.CALLER_HANGUP, "hangup", Duration.ZERO));
		expect(State.UNCERTAIN);
	}

	private void keep(State state) {
		this.book.book(new BookedOrder(ID, "", "wish", "reception", Map.of("customer_name", "Ada"), 0, state)).block();
	}

	private void expect(State state) {
		StepVerifier.create(this.book.find(ID).map(BookedOrder::state)).expectNext(state).verifyComplete();
	}

	private static CallLeg leg(CallLeg.Direction direction, String tag) {
		return new CallLeg("fake", FakeDialler.LINE.account(), new CallId("c-1"), "+12025550100", Wishes.TO, direction,
				tag);
	}

}
