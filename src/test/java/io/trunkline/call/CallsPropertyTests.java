package io.trunkline.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.trunkline.call.progress.Fact;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The same for whole calls of a pod, with their places, sessions, tokens and timers. */
class CallsPropertyTests {

	private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.trunkline.call");

	private static final CallLeg LEG = Pod.leg();

	@BeforeAll
	static void quiet() {
		LOGGER.setLevel(Level.ERROR);
	}

	@AfterAll
	static void loud() {
		LOGGER.setLevel(null);
	}

	@Test
	void everyOrderOfTheLastEventsEndsTheCallOnce() {
		for (List<Integer> order : permutations(4)) {
			Pod pod = new Pod();
			FakeMediaStream stream = pod.open(pod.calls.offered(LEG).block());
			order.forEach((event) -> {
				switch (event) {
					case 0 -> stream.end(MediaStream.Ending.STOPPED);
					case 1 -> twice(pod, new CarrierNotice.StreamStopped(1, false));
					case 2 -> twice(pod, new CarrierNotice.Disconnected("hangup", ""));
					default -> twice(pod, new CarrierNotice.StreamStarted());
				}
				pod.pass(50);
			});
			holds(pod, Outcome.CALLER_HANGUP, order);
		}
	}

	@Test
	void everyOrderAroundARejectedStreamEndsTheCallOnce() {
		for (List<Integer> order : permutations(3)) {
			Pod pod = new Pod();
			pod.calls.offered(LEG).block();
			List<Answer> answers = new ArrayList<>();
			order.forEach((event) -> {
				switch (event) {
					case 0 -> twice(pod, new CarrierNotice.StreamRejected(1, "connection-error"));
					case 1 -> answers.add(pod.calls.streamPassed(LEG).block());
					default -> pod.calls.offered(LEG).subscribe();
				}
			});
			pod.open(answers.getFirst()).end(MediaStream.Ending.STOPPED);
			twice(pod, new CarrierNotice.Disconnected("hangup", ""));
			holds(pod, Outcome.CALLER_HANGUP, order);
		}
	}

	@Test
	void everyOrderOfATransfersEventsEndsTheCallOnce() {
		for (List<Integer> order : permutations(3)) {
			Pod pod = new Pod("transfer.destinations.sales", "+12025550111");
			pod.open(pod.calls.offered(LEG).block());
			CallLife life = pod.calls.find("c-1").orElseThrow();
			life.take(new Fact.TransferAsked(1, "sales", java.time.Duration.ofSeconds(30), Outcome.CALLER_HANGUP));
			pod.lastStream().end(MediaStream.Ending.STOPPED);
			pod.pass(50);
			order.forEach((event) -> {
				switch (event) {
					case 0 -> twice(pod, new CarrierNotice.TransferLegEnded("hangup", true));
					case 1 -> pod.calls.transferOver(LEG, TransferResult.TALKED).block();
					default -> twice(pod, new CarrierNotice.Disconnected("hangup", ""));
				}
			});
			pod.pass(1);
			assertThat(pod.told(CallEvent.TransferOver.class)).as(order.toString())
				.containsExactly(new CallEvent.TransferOver("sales", TransferResult.TALKED));
			holds(pod, Outcome.CALLER_HANGUP, order);
		}
	}

	@Test
	void webhooksOnManyThreadsAreTakenOneAfterAnother() throws InterruptedException {
		for (int round = 0; round < 200; round++) {
			Pod pod = new Pod();
			List<Runnable> webhooks = new ArrayList<>(List.of(() -> pod.calls.offered(LEG).block(),
					() -> pod.calls.offered(LEG).block(), () -> pod.calls.streamPassed(LEG).block(),
					() -> pod.calls.notice(LEG, new CarrierNotice.StreamRejected(1, "error")),
					() -> pod.calls.notice(LEG, new CarrierNotice.Disconnected("hangup", "")),
					() -> pod.calls.notice(LEG, new CarrierNotice.Disconnected("hangup", ""))));
			Collections.shuffle(webhooks, new Random(round));
			CountDownLatch start = new CountDownLatch(1);
			List<Thread> threads = webhooks.stream().map((webhook) -> Thread.ofPlatform().start(() -> {
				await(start);
				webhook.run();
			})).toList();
			start.countDown();
			for (Thread thread : threads) {
				thread.join();
			}
			pod.pass(200_000);
			assertThat(pod.told(CallEvent.Ended.class)).as("round " + round).hasSize(1);
			pod.assertNothingIsLeft();
		}
	}

	private static void await(CountDownLatch start) {
		try {
			start.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void twice(Pod pod, CarrierNotice notice) {
		pod.calls.notice(LEG, notice);
		pod.calls.notice(LEG, notice);
	}

	private static void holds(Pod pod, Outcome outcome, List<Integer> order) {
		pod.pass(6 * 3_600_000L);
		assertThat(pod.told(CallEvent.Ended.class)).as(order.toString())
			.extracting(CallEvent.Ended::outcome)
			.containsExactly(outcome);
		pod.assertNothingIsLeft();
	}

	private static List<List<Integer>> permutations(int of) {
		if (of == 0) {
			return List.of(List.of());
		}
		List<List<Integer>> all = new ArrayList<>();
		for (List<Integer> shorter : permutations(of - 1)) {
			for (int at = 0; at < of; at++) {
				List<Integer> longer = new ArrayList<>(shorter);
				longer.add(at, of - 1);
				all.add(longer);
			}
		}
		return all;
	}

}
