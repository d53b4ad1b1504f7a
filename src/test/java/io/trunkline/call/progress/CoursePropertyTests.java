package io.trunkline.call.progress;

import java.util.List;
import java.util.stream.Stream;

import io.trunkline.call.progress.ScriptedLine.Fate;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever order webhooks come in, and however often: one outcome, told once, and nothing
 * is left.
 */
class CoursePropertyTests {

	private static final int SEEDS = 2000;

	static Stream<Arguments> calls() {
		return Stream.of(Arguments.of(Outcome.CALLER_HANGUP, List.of(Fate.CALLER_HANGS_UP)),
				Arguments.of(Outcome.AGENT_HANGUP, List.of(Fate.AGENT_HANGS_UP)),
				Arguments.of(Outcome.CALLER_HANGUP, List.of(Fate.BREAKS_AND_CALLER_HANGS_UP)),
				Arguments.of(Outcome.AGENT_HANGUP, List.of(Fate.REJECTED, Fate.AGENT_HANGS_UP)),
				Arguments.of(Outcome.AGENT_HANGUP, List.of(Fate.UNOPENED, Fate.AGENT_HANGS_UP)),
				Arguments.of(Outcome.STREAM_BROKEN, List.of(Fate.REJECTED)),
				Arguments.of(Outcome.CALLER_HANGUP, List.of(Fate.BREAKS_EARLY, Fate.CALLER_HANGS_UP)),
				Arguments.of(Outcome.CALLER_HANGUP,
						List.of(Fate.BREAKS_LATE, Fate.BREAKS_LATE, Fate.BREAKS_LATE, Fate.CALLER_HANGS_UP)),
				Arguments.of(Outcome.STREAM_BROKEN, List.of(Fate.BREAKS_LATE)),
				Arguments.of(Outcome.STREAM_BROKEN, List.of(Fate.BREAKS_EARLY)),
				Arguments.of(Outcome.AGENT_HANGUP, List.of(Fate.BREAKS_UNNOTICED, Fate.AGENT_HANGS_UP)),
				Arguments.of(Outcome.TRANSFERRED, List.of(Fate.TRANSFER_TALKS)),
				Arguments.of(Outcome.TRANSFERRED, List.of(Fate.TRANSFER_TALKS_AND_CALLER_HANGS_UP)),
				Arguments.of(Outcome.CALLER_HANGUP, List.of(Fate.TRANSFER_ABANDONED)),
				Arguments.of(Outcome.AGENT_HANGUP, List.of(Fate.TRANSFER_BUSY, Fate.AGENT_HANGS_UP)),
				Arguments.of(Outcome.TRANSFERRED,
						List.of(Fate.TRANSFER_NO_ANSWER, Fate.TRANSFER_BUSY, Fate.TRANSFER_TALKS)),
				Arguments.of(Outcome.CALLER_HANGUP, List.of(Fate.TRANSFER_DECLINED, Fate.CALLER_HANGS_UP)),
				Arguments.of(Outcome.AGENT_HANGUP, List.of(Fate.TRANSFER_NOT_DONE, Fate.AGENT_HANGS_UP)),
				Arguments.of(Outcome.AGENT_HANGUP, List.of(Fate.TRANSFER_REPLY_LOST, Fate.AGENT_HANGS_UP)),
				Arguments.of(Outcome.AGENT_HANGUP, List.of(Fate.DIGITS, Fate.DIGITS, Fate.AGENT_HANGS_UP)),
				Arguments.of(Outcome.CALLER_HANGUP,
						List.of(Fate.BREAKS_EARLY, Fate.TRANSFER_BUSY, Fate.DIGITS, Fate.CALLER_HANGS_UP)),
				Arguments.of(Outcome.ERROR_STT, List.of(Fate.PASSED_ON)));
	}

	@ParameterizedTest
	@MethodSource("calls")
	void everyOrderOfWebhooksGivesOneOutcomeOnce(Outcome outcome, List<Fate> fates) {
		for (long seed = 0; seed < SEEDS; seed++) {
			ScriptedLine line = new ScriptedLine(new Course(true), seed, fates);
			line.offer();
			line.play(null);
			holds(line, outcome, seed);
		}
	}

	@ParameterizedTest
	@MethodSource("calls")
	void placedCallsEndAsOthersDo(Outcome outcome, List<Fate> fates) {
		for (long seed = 0; seed < SEEDS / 10; seed++) {
			ScriptedLine line = new ScriptedLine(new Course(true), seed, fates);
			line.offer();
			line.play(new Fact.Dialled());
			holds(line, outcome, seed);
		}
	}

	@Test
	void callerWhoIsGoneBeforeTheOfferIsHeardOfEndsTheCallOnce() {
		for (long seed = 0; seed < SEEDS; seed++) {
			ScriptedLine line = new ScriptedLine(new Course(true), seed, List.of(Fate.NOTHING));
			line.tell(new Fact.Disconnected("cancel", false));
			line.offer();
			line.play(null);
			holds(line, Outcome.CALLER_HANGUP, seed);
		}
	}

	@Test
	void callThatNobodyAnswersEndsOnce() {
		for (long seed = 0; seed < SEEDS; seed++) {
			ScriptedLine line = new ScriptedLine(new Course(true), seed, List.of());
			line.tell(new Fact.Disconnected("busy", false));
			line.play(new Fact.Dialled());
			holds(line, Outcome.NOT_REACHED, seed);
		}
	}

	private static void holds(ScriptedLine line, Outcome outcome, long seed) {
		assertThat(line.ends()).as(() -> "seed " + seed + "\n" + line.log())
			.extracting(Duty.End::outcome)
			.containsExactly(outcome);
		assertThat(line.left()).as(() -> "seed " + seed + "\n" + line.log())
			.isEqualTo("streams [], reserved 0, questions 0, transfers 0, over true");
	}

}
