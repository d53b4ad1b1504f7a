package io.trunkline.api;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;

/** A call in which everything happens. */
final class AllEvents {

	private static final Duration SOME = Duration.ofMillis(120);

	private AllEvents() {
	}

	static List<CallEvent> inOrder() {
		Stream<CallEvent> before = Stream.of(new CallEvent.Offered("reception", "v1"),
				new CallEvent.Refused("trunkline.agents"), new CallEvent.Answered("reception", Engine.CASCADE),
				new CallEvent.Recognised(CarrierNotice.Answerer.HUMAN),
				new CallEvent.CallerSaid("one\ntwo \"x\" \u0000"), new CallEvent.CallerKeyed("1#"),
				new CallEvent.AgentSpoke(1, "written", "heard", false),
				new CallEvent.AgentSpoke(2, "written", "", true),
				new CallEvent.ReplyBegan(new TurnLatency(1, SOME, SOME, SOME, SOME, SOME, SOME, SOME)),
				new CallEvent.ToolCalled("transfer", true), new CallEvent.ToolCalled("lookup", false),
				new CallEvent.ToolAnswered("lookup", SOME), new CallEvent.HandedOver("billing", "v2"),
				new CallEvent.Whispered("note"), new CallEvent.RecordingChanged(true),
				new CallEvent.RecordingChanged(false), new CallEvent.Faulted("stt", "lost"));
		Stream<CallEvent> transfers = Stream.of(TransferResult.values())
			.flatMap((result) -> Stream.of(new CallEvent.TransferBegan("human"), new CallEvent.Bridged("human"),
					new CallEvent.TransferOver("human", result)));
		Stream<CallEvent> after = Stream.of(new CallEvent.StreamOver(Outcome.TRANSFERRED, SOME),
				new CallEvent.Ended(Outcome.NOT_REACHED, "", Duration.ZERO),
				new CallEvent.Recorded(new CarrierNotice.Recorded("r-1", "complete", SOME, "")),
				new CallEvent.Transcribed(new CarrierNotice.Transcribed("t-1", "complete", "")));
		return Stream.of(before, transfers, after).flatMap((events) -> events).toList();
	}

}
