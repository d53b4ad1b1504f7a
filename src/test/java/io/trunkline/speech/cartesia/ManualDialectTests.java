package io.trunkline.speech.cartesia;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.trunkline.audio.MuLaw;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.cartesia.Dialect.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link ManualDialect}. */
class ManualDialectTests {

	private static final Step STARTED = new Step.Tell(new Hearing.TurnStarted());

	private static final Step FINALIZE = new Step.Write("finalize");

	private final ManualDialect dialect = new ManualDialect(
			new UtteranceGate(Settings.manual(CartesiaProperties.Detector.FIXED)));

	@Test
	void audioMayFlowAtOnce() {
		assertThat(this.dialect.opened()).containsExactly(new Step.Begin());
	}

	@Test
	void silenceAfterSpeechFinalizes() {
		assertThat(speech(400)).containsExactly(STARTED);
		assertThat(silence(680)).isEmpty();
		assertThat(silence(20)).containsExactly(FINALIZE);
		assertThat(this.dialect.turnOpen()).isTrue();
	}

	@Test
	void finalPiecesAreJoinedVerbatimAndProvisionalOnesShown() {
		speech(400);
		silence(700);
		assertThat(transcript(" see you at", false)).containsExactly(updated(" see you at"));
		assertThat(transcript(" see you to", true)).containsExactly(updated(" see you to"));
		assertThat(transcript("mor", false)).containsExactly(updated(" see you tomor"));
		assertThat(transcript("morrow ", true)).containsExactly(updated(" see you tomorrow "));
		assertThat(this.dialect.received(new ManualEvent.FlushDone())).containsExactly(ended(" see you tomorrow "));
		assertThat(this.dialect.turnOpen()).isFalse();
	}

	@Test
	void speechBeforeTheFlushIsTheNextTurn() {
		speech(400);
		silence(700);
		assertThat(speech(100)).isEmpty();
		transcript("one", true);
		assertThat(this.dialect.received(new ManualEvent.FlushDone())).containsExactly(ended("one"), STARTED);
		assertThat(silence(700)).containsExactly(FINALIZE);
		assertThat(this.dialect.received(new ManualEvent.FlushDone())).containsExactly(ended(""));
	}

	@Test
	void twoUtterancesWhoseWordsAreLateKeepTheirOwnWords() {
		speech(400);
		silence(700);
		speech(400);
		assertThat(silence(700)).containsExactly(FINALIZE);
		transcript("one", true);
		assertThat(this.dialect.received(new ManualEvent.FlushDone())).containsExactly(ended("one"), STARTED);
		transcript("two", true);
		assertThat(this.dialect.received(new ManualEvent.FlushDone())).containsExactly(ended("two"));
	}

	@Test
	void piecesThatCameDuringThePauseAreOneUtteranceUntilTheSilenceIsLongEnough() {
		speech(400);
		transcript("Book a ta", true);
		silence(660);
		transcript("ble", true);
		assertThat(speech(400)).isEmpty();
		transcript(" for two", true);
		assertThat(silence(700)).containsExactly(FINALIZE);
		assertThat(this.dialect.received(new ManualEvent.FlushDone())).containsExactly(ended("Book a table for two"));
	}

	@Test
	void wordsTooSoftForTheGateOpenATurnThatSilenceEnds() {
		silence(2000);
		assertThat(transcript("hello", true)).containsExactly(STARTED, updated("hello"));
		assertThat(silence(700)).containsExactly(FINALIZE);
	}

	@Test
	void aFlushThatNeverComesIsNotWaitedForLongerThanTwoSeconds() {
		speech(400);
		silence(700);
		transcript("lost", true);
		assertThat(silence(2000)).isEmpty();
		assertThat(silence(20)).containsExactly(ended("lost"));
		assertThat(this.dialect.received(new ManualEvent.FlushDone())).isEmpty();
	}

	@Test
	void strayEventsChangeNothing() {
		assertThat(this.dialect.received(new ManualEvent.FlushDone())).isEmpty();
		assertThat(transcript("", true)).isEmpty();
		assertThat(this.dialect.received(new ManualEvent.Unrecognised("new"))).isEmpty();
	}

	@Test
	void doneFinishesAndAnOpenTurnEnds() {
		speech(400);
		transcript("bye", true);
		assertThat(this.dialect.received(new ManualEvent.Done())).containsExactly(new Step.Finish());
		assertThat(this.dialect.over()).containsExactly(ended("bye"));
		assertThat(this.dialect.over()).isEmpty();
	}

	private List<Step> transcript(String text, boolean isFinal) {
		return this.dialect.received(new ManualEvent.Transcript(text, isFinal));
	}

	private List<Step> speech(int millis) {
		return hear(2000, millis);
	}

	private List<Step> silence(int millis) {
		return hear(0, millis);
	}

	private List<Step> hear(int amplitude, int millis) {
		List<Step> steps = new ArrayList<>();
		for (int i = 0; i < millis / 20; i++) {
			byte[] frame = new byte[160];
			Arrays.fill(frame, MuLaw.encode(amplitude));
			steps.addAll(this.dialect.heard(frame));
		}
		return steps;
	}

	private static Step updated(String words) {
		return new Step.Tell(new Hearing.TurnUpdated(words));
	}

	private static Step ended(String words) {
		return new Step.Tell(new Hearing.TurnEnded(words));
	}

}
