package io.trunkline.api;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CallFollowingTests {

	private static final CallLeg LEG = ApiServer.inbound("c-1");

	private static final CallEvent.Ended ENDED = new CallEvent.Ended(Outcome.CALLER_HANGUP, "hangup",
			Duration.ofSeconds(3));

	private static final String HEARTBEAT = ": still there\n\n";

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final RequestReader requests = new RequestReader(ApiDocument.read(), Duration.ofSeconds(1));

	private final CallFollowing following = new CallFollowing(
			new CallReading(new CallBoard(1, Duration.ofHours(1), InstantSource.system()), this.requests,
					new Cursor(1)),
			this.requests, 1, this.time, this.meters);

	private final BoardCall call = new BoardCall(1, "c-1", LEG.direction(), InstantSource.system());

	@Test
	void whoComesLateHearsWhatWasAndThenWhatComes() {
		tell(new CallEvent.Offered("reception", "v1"), new CallEvent.Answered("reception", Engine.CASCADE));

		StepVerifier.create(events(0))
			.then(this.time::advanceTime)
			.expectNext("1 state", "2 state")
			.then(() -> tell(new CallEvent.CallerSaid("hello")))
			.then(this.time::advanceTime)
			.expectNext("3 transcript")
			.then(() -> tell(ENDED))
			.then(this.time::advanceTime)
			.expectNext("4 ended")
			.verifyComplete();
		assertThat(this.following.followers()).isZero();
	}

	@Test
	void whoComesBackHearsOnlyWhatIsNew() {
		tell(new CallEvent.Offered("reception", "v1"), new CallEvent.Answered("reception", Engine.CASCADE),
				new CallEvent.CallerSaid("hello"), ENDED);

		StepVerifier.create(events(2))
			.then(this.time::advanceTime)
			.expectNext("3 transcript", "4 ended")
			.verifyComplete();
		StepVerifier.create(events(4)).then(this.time::advanceTime).verifyComplete();
	}

	@Test
	void aSilentCallHasAHeartbeat() {
		StepVerifier.create(this.following.frames(this.call, 0))
			.then(this.time::advanceTime)
			.expectNext(HEARTBEAT)
			.then(() -> this.time.advanceTimeBy(Duration.ofMillis(14_999)))
			.then(() -> this.time.advanceTimeBy(Duration.ofMillis(1)))
			.expectNext(HEARTBEAT)
			.then(() -> this.time.advanceTimeBy(Duration.ofSeconds(30)))
			.expectNext(HEARTBEAT, HEARTBEAT)
			.thenCancel()
			.verify();
		assertThat(this.following.followers()).isZero();
	}

	@Test
	void theNewestEventsOfALongCallAreKept() {
		for (int at = 0; at < BoardCall.REPLAYED + 100; at++) {
			tell(new CallEvent.CallerSaid("word"));
		}
		tell(ENDED);

		List<String> events = new ArrayList<>();
		events(0).subscribe(events::add);
		this.time.advanceTime();

		assertThat(events).hasSize(BoardCall.REPLAYED).startsWith("102 transcript").endsWith("601 ended");
	}

	@Test
	void whoDoesNotReadIsCutAndTheCallDoesNotNotice() {
		StepVerifier.create(this.following.frames(this.call, 0), 0)
			.then(() -> tellMuch(CallFollowing.QUEUE + 200))
			.then(this.time::advanceTime)
			.thenRequest(Long.MAX_VALUE)
			.thenConsumeWhile((_) -> true)
			.verifyErrorMatches(Exceptions::isOverflow);

		assertThat(this.meters.counter("trunkline.api.streams.cut").count()).isEqualTo(1);
		assertThat(this.following.followers()).isZero();
	}

	@Test
	void followersDoNotHoldUpTheEndOfTheService() {
		this.following.start();

		StepVerifier.create(events(0)).then(this.following::stop).verifyComplete();
		assertThat(this.following.isRunning()).isFalse();
	}

	@Test
	void everyKindOfEventIsWrittenAsTheDocumentSays() {
		try (ApiServer server = ApiServer.start()) {
			AllEvents.inOrder().forEach((event) -> server.board().on(LEG, event));
			Conformance conformance = new Conformance(server);

			String stream = server.get("/api/calls/c-1/events").body();

			List<String> names = new ArrayList<>();
			for (String frame : stream.split("\n\n")) {
				if (frame.equals(HEARTBEAT.strip())) {
					continue;
				}
				String[] lines = frame.split("\n");
				assertThat(lines).hasSize(3);
				assertThat(lines[0]).isEqualTo("id: " + (names.size() + 1));
				String name = lines[1].substring("event: ".length());
				names.add(name);
				String schema = "/components/schemas/" + Character.toUpperCase(name.charAt(0)) + name.substring(1)
						+ "Event";
				assertThat(
						conformance.faults(schema, JsonMapper.shared().readTree(lines[2].substring("data: ".length()))))
					.as(frame)
					.isEmpty();
			}
			assertThat(names).contains("state", "transcript", "latency", "tool", "recording", "fault")
				.endsWith("ended");
			conformance.hold(conformance.operation("getCall"), server.get("/api/calls/c-1"), 200);
			conformance.hold(conformance.operation("listCalls"), server.get("/api/calls"), 200);
			assertThat(server.following().followers()).isZero();
		}
	}

	private void tell(CallEvent... events) {
		for (CallEvent event : events) {
			this.call.on(LEG, event);
		}
	}

	private void tellMuch(int times) {
		for (int at = 0; at < times; at++) {
			tell(new CallEvent.CallerSaid("word"));
		}
	}

	/** Number and name of each event; heartbeats are left out. */
	private Flux<String> events(long after) {
		return this.following.frames(this.call, after)
			.filter((frame) -> !frame.equals(HEARTBEAT))
			.map((frame) -> frame.replaceAll("(?s)id: ([0-9]+)\nevent: ([a-z]+)\n.*", "$1 $2"));
	}

}
