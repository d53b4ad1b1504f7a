package io.trunkline.sandbox.scenario;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.trunkline.records.CallRecord;
import io.trunkline.records.RecordEvent;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordJudgeTests {

	private static final RecordEvent.CallEnded WRITTEN = new RecordEvent.CallEnded(1, "e-1", Instant.EPOCH, "c-1",
			new CallRecord(new CallRecord.Carrier("bandwidth", "c-1"), CallLeg.Direction.INBOUND, "+12025550123",
					"+12025550100", new CallRecord.Times(Instant.EPOCH, null, Instant.EPOCH, 0),
					new CallRecord.Ending(Outcome.CALLER_HANGUP, "hangup", true, null), List.of(), List.of(),
					List.of(new CallRecord.Transfer("human", 10L, TransferResult.NO_ANSWER, 20L)),
					new CallRecord.Conversation(List.of(), List.of(new CallRecord.Entry("4711", 5)), List.of()),
					List.of(), List.of(), new CallRecord.Usage(0, 0, 0, 0, 0, 0, 0, 0), List.of(),
					new CallRecord.Recording(List.of(), List.of(), List.of()), List.of()));

	@Test
	void fieldsAreFoundByTheirPath() {
		assertThat(objections(Map.of("ending.cause", "hangup", "transfers[0].result", "no_answer", "ending.complete",
				"true", "streams", "")))
			.isEmpty();
	}

	@Test
	void otherAndMissingFieldsAreTold() {
		assertThat(objections(Map.of("ending.cause", "busy"))).singleElement()
			.asString()
			.contains("should be 'busy', but is 'hangup'");
		assertThat(objections(Map.of("transfers[1].result", "busy"))).singleElement()
			.asString()
			.endsWith("but is missing");
	}

	@Test
	void secretsAreFoundWhereverTheyStand() {
		assertThat(RecordJudge.objections(new Scenario.Kept(Map.of(), Set.of("4711", "4712")), WRITTEN))
			.containsExactly("record: has 4711");
	}

	private static List<String> objections(Map<String, String> fields) {
		return RecordJudge.objections(new Scenario.Kept(fields, Set.of()), WRITTEN);
	}

}
