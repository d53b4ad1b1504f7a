package io.trunkline.speech.cartesia;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.netty.buffer.Unpooled;
import io.trunkline.speech.Hearing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whenever the connection is lost, the same turns with the same words are told as if it
 * had not been.
 */
class ReconnectPropertyTests {

	private static final List<byte[]> CONVERSATION = ScriptedEar.audio(-30, 1, 2, 3, -12, 4, -60, 5, -45, 6, 7, 8, 9,
			-30, 10, 11, -200, 12, 13, -90);

	/** A turn of 16 s, of which no connection hears more than the last ten again. */
	private static final List<byte[]> MONOLOGUE = ScriptedEar.audio(monologue());

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aLossAnywhereInAConversation(boolean turns) {
		everywhere(CONVERSATION, turns, 1);
	}

	@Test
	void aLossAnywhereInAMonologue() {
		everywhere(MONOLOGUE, true, 7);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void severalLosses(boolean turns) {
		List<Hearing> uncut = hearings(CONVERSATION, turns, Set.of(), 0);
		Random random = new Random(20261121);
		for (int i = 0; i < 1000; i++) {
			Set<Integer> cuts = new TreeSet<>();
			for (int j = random.nextInt(2, 6); j > 0; j--) {
				cuts.add(random.nextInt(CONVERSATION.size()));
			}
			assertAlike(hearings(CONVERSATION, turns, cuts, random.nextInt(80)), uncut, "cut at " + cuts);
		}
	}

	private static void everywhere(List<byte[]> audio, boolean turns, int step) {
		List<Hearing> uncut = hearings(audio, turns, Set.of(), 0);
		assertThat(ended(uncut)).isNotEmpty();
		for (int at = 0; at < audio.size(); at += step) {
			for (int outage : new int[] { 0, 7, 50, 150 }) {
				assertAlike(hearings(audio, turns, Set.of(at), outage), uncut, "cut at " + at + " for " + outage);
			}
		}
	}

	private static void assertAlike(List<Hearing> cut, List<Hearing> uncut, String when) {
		assertThat(ended(cut)).as(when).isEqualTo(ended(uncut));
		boolean open = false;
		boolean eager = false;
		for (Hearing hearing : cut) {
			assertThat(open).as("%s: %s in %s", when, hearing, cut)
				.isEqualTo(!(hearing instanceof Hearing.TurnStarted));
			assertThat(eager).as("%s: %s in %s", when, hearing, cut)
				.isIn(hearing instanceof Hearing.TurnResumed, hearing instanceof Hearing.TurnEnded && eager);
			open = !(hearing instanceof Hearing.TurnEnded);
			eager = hearing instanceof Hearing.TurnEagerlyEnded;
		}
		assertThat(open).isFalse();
	}

	private static List<String> ended(List<Hearing> hearings) {
		return hearings.stream()
			.filter(Hearing.TurnEnded.class::isInstance)
			.map((ended) -> ((Hearing.TurnEnded) ended).transcript().strip())
			.toList();
	}

	/** Listens as a session does, over a socket that is lost at these frames. */
	private static List<Hearing> hearings(List<byte[]> audio, boolean turns, Set<Integer> cuts, int outage) {
		Dialect dialect = turns ? new TurnsDialect() : new ManualDialect(
				new UtteranceGate(Settings.of("manual.end-silence", "400ms", "manual.detector", "fixed").manual()));
		List<Hearing> hearings = new ArrayList<>();
		CallerTape tape = new CallerTape();
		ScriptedEar ear = new ScriptedEar(turns);
		int away = -1;
		for (int i = 0; i < audio.size(); i++) {
			if (cuts.contains(i)) {
				ear = new ScriptedEar(turns);
				away = outage;
			}
			tape.add(audio.get(i));
			if (away-- == 0) {
				carryOut(dialect.reconnecting(tape.rewind(dialect.owed())), dialect, ear, hearings);
			}
			while (away < 0 && !tape.isEmpty()) {
				send(tape.next(160), dialect, ear, hearings);
			}
		}
		if (away >= 0) {
			carryOut(dialect.reconnecting(tape.rewind(dialect.owed())), dialect, ear, hearings);
		}
		while (!tape.isEmpty()) {
			send(tape.next(160), dialect, ear, hearings);
		}
		return hearings;
	}

	private static void send(byte[] frame, Dialect dialect, ScriptedEar ear, List<Hearing> hearings) {
		carryOut(dialect.heard(frame), dialect, ear, hearings);
		receive(ear.hear(frame), dialect, ear, hearings);
	}

	private static void receive(List<String> messages, Dialect dialect, ScriptedEar ear, List<Hearing> hearings) {
		for (String message : messages) {
			carryOut(dialect.received(Unpooled.copiedBuffer(message, StandardCharsets.UTF_8)), dialect, ear, hearings);
		}
	}

	private static void carryOut(List<Dialect.Step> steps, Dialect dialect, ScriptedEar ear, List<Hearing> hearings) {
		for (Dialect.Step step : steps) {
			if (step instanceof Dialect.Step.Tell(Hearing hearing)) {
				hearings.add(hearing);
			}
			else if (step instanceof Dialect.Step.Write(String text) && "finalize".equals(text)) {
				receive(ear.finalizing(), dialect, ear, hearings);
			}
		}
	}

	private static int[] monologue() {
		int[] words = new int[80];
		for (int i = 0; i < words.length; i++) {
			words[i] = i + 1;
		}
		words[0] = -20;
		words[words.length - 1] = -90;
		return words;
	}

}
