package io.trunkline.call.memory;

import java.util.List;

import io.trunkline.call.playback.PlaybackLedger;
import io.trunkline.engine.FakeSession;
import io.trunkline.engine.Utterance.Written;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.telephony.VirtualCallLoop;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

class CompactionTests {

	private static final int BUDGET = 2000;

	private static final ToolCall CALL = new ToolCall("call_1", "look_up", "{}");

	private static final String QUESTION = "A question of the caller, whose length is a hundred characters or less.";

	private static final String ANSWER = "And an answer of the agent, which is about as long as the question is.";

	private final FakeSession session = new FakeSession(new VirtualCallLoop());

	private final Dialogue dialogue = new Dialogue();

	private Sinks.Empty<Void> deadline = Sinks.empty();

	private final Compaction compaction = new Compaction(this.session, this.dialogue, Schedulers.immediate(),
			Mono.defer(() -> this.deadline.asMono()));

	private int turns;

	@Test
	void shortConversationIsLeftAlone() {
		talk(10);
		this.compaction.check(BUDGET);
		assertThat(this.session.summarised()).isEmpty();
	}

	@Test
	void oldestPartBecomesASummaryAndTheRecentPartStays() {
		talk(20);
		List<Message> before = this.dialogue.messages();
		this.compaction.check(BUDGET);
		assertThat(this.session.summarised()).containsExactly(before.subList(0, 32));
		assertThat(this.dialogue.messages())
			.startsWith(new Message.Note("Summary of the conversation so far: They talked."))
			.endsWith(before.subList(32, 40).toArray(Message[]::new))
			.hasSize(9);
	}

	@Test
	void whatToolsGaveIsNeverLost() {
		useTool();
		talk(20);
		this.compaction.check(BUDGET);
		assertThat(this.dialogue.messages()).containsSequence(
				new Message.Note("Summary of the conversation so far: They talked."),
				new Message.Agent("", List.of(CALL)), new Message.ToolResult("call_1", "42"));
	}

	@Test
	void whatIsSaidMeanwhileStays() {
		Sinks.One<String> summary = Sinks.one();
		this.session.summary(summary.asMono());
		talk(20);
		this.compaction.check(BUDGET);
		this.dialogue.callerSaid("And one more thing.");
		this.compaction.check(BUDGET);
		assertThat(this.session.summarised()).hasSize(1);
		summary.tryEmitValue("They talked a lot.").orThrow();
		assertThat(this.dialogue.messages()).hasSize(10)
			.startsWith(new Message.Note("Summary of the conversation so far: They talked a lot."))
			.endsWith(new Message.Caller("And one more thing."));
	}

	@Test
	void failedSummaryLosesNothingAndIsTriedAgainLater() {
		this.session.summary(Mono.error(new IllegalStateException("no model")));
		talk(20);
		this.compaction.check(BUDGET);
		this.compaction.check(BUDGET);
		assertThat(this.session.summarised()).hasSize(1);
		assertThat(this.dialogue.messages()).hasSize(40);
		talk(6);
		this.session.summary(Mono.just("They talked."));
		this.compaction.check(BUDGET);
		assertThat(this.session.summarised()).hasSize(2);
		assertThat(this.dialogue.messages()).hasSize(9);
	}

	@Test
	void summaryThatNeverComesIsGivenUp() {
		this.session.summary(Mono.never());
		talk(20);
		this.compaction.check(BUDGET);
		this.deadline.tryEmitEmpty().orThrow();
		this.deadline = Sinks.empty();
		talk(6);
		this.session.summary(Mono.just("They talked."));
		this.compaction.check(BUDGET);
		assertThat(this.dialogue.messages()).hasSize(9);
	}

	@Test
	void withoutAnySummaryTheHistoryStaysBounded() {
		this.session.summary(Mono.error(new IllegalStateException("no model")));
		for (int round = 0; round < 100; round++) {
			talk(5);
			this.compaction.check(BUDGET);
			assertThat(this.dialogue.talk()).isLessThan(4 * BUDGET);
		}
	}

	private void talk(int count) {
		for (int turn = 0; turn < count; turn++) {
			this.dialogue.callerSaid(QUESTION);
			PlaybackLedger ledger = new PlaybackLedger(++this.turns);
			this.dialogue.begin(ledger);
			ledger.write(Written.verbatim(ANSWER));
			this.dialogue.close(ledger.written(), false);
		}
	}

	private void useTool() {
		this.dialogue.callerSaid("Look it up.");
		this.dialogue.begin(new PlaybackLedger(++this.turns));
		this.dialogue.asked(CALL);
		this.dialogue.answered("call_1", "42");
		this.dialogue.close("", false);
	}

}
