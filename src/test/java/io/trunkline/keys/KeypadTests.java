package io.trunkline.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.trunkline.keys.KeyEffect.Bound;
import io.trunkline.keys.KeyEffect.Collecting;
import io.trunkline.keys.KeyEffect.Entered;
import io.trunkline.keys.KeyEffect.Wait;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeypadTests {

	private static final Instant BEGINNING = Instant.parse("2026-11-21T10:00:00Z");

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private static final KeyRules PLAIN = new KeyRules("#", 0, TIMEOUT, false);

	private Keypad keypad = Keypad.of(PLAIN, Set.of('0'));

	private final List<KeyEffect> effects = new ArrayList<>();

	@Test
	void timeOutEndsAnEntryAndEachKeyPutsItOff() {
		press('1', 0);
		press('2', 400);
		assertThat(told()).containsExactly(new Collecting(), new Wait(TIMEOUT), new Collecting(), new Wait(TIMEOUT));
		assertThat(waited()).containsExactly(entered("12"));
	}

	@Test
	void terminatorEndsAnEntryAndIsNoPartOfIt() {
		press('1', 0);
		press('2', 100);
		told();
		press('#', 200);
		assertThat(told()).containsExactly(new Collecting(), new Wait(Keypad.SETTLING));
		assertThat(waited()).containsExactly(entered("12"));
	}

	@Test
	void terminatorAloneIsAnEntry() {
		press('#', 0);
		assertThat(waited()).endsWith(entered("#"));
	}

	@Test
	void overtakenKeyFindsItsPlaceBeforeTheEntryIsFinal() {
		press('1', 0);
		press('3', 200);
		press('#', 300);
		told();
		press('2', 100);
		assertThat(told()).as("no new wait").containsExactly(new Collecting());
		assertThat(waited()).containsExactly(entered("123"));
	}

	@Test
	void overtakenTerminatorLeavesTheRestForTheNextEntry() {
		press('1', 0);
		press('2', 200);
		press('#', 100);
		told();
		assertThat(waited()).containsExactly(entered("1"), new Collecting(), new Wait(TIMEOUT));
		assertThat(waited()).containsExactly(entered("2"));
	}

	@Test
	void keyThatIsToldAgainCountsOnce() {
		press('1', 0);
		press('1', 0);
		press('1', 80);
		press('#', 160);
		told();
		assertThat(waited()).containsExactly(entered("11"));
		press('1', 80);
		press('#', 160);
		assertThat(told()).isEmpty();
	}

	@Test
	void keysOfUnknownTimeCountAsTheyAreTold() {
		for (char symbol : "4711#".toCharArray()) {
			take(this.keypad.pressed(symbol, Instant.EPOCH));
		}
		told();
		assertThat(waited()).containsExactly(entered("4711"));
	}

	@Test
	void lengthEndsTheEntryThatWasAskedForAndNoOther() {
		this.keypad = this.keypad.asking(new KeyRules("", 2, TIMEOUT, false));
		press('0', 0);
		press('#', 100);
		assertThat(waited()).endsWith(entered("0#"));
		press('1', 1000);
		press('2', 1100);
		press('3', 1200);
		told();
		assertThat(waited()).containsExactly(entered("123"));
	}

	@Test
	void boundKeyActsOutsideOfAnEntryOnly() {
		press('0', 0);
		assertThat(told()).containsExactly(new Wait(Keypad.SETTLING));
		assertThat(waited()).containsExactly(new Bound('0'));
		press('1', 1000);
		press('0', 1100);
		told();
		assertThat(waited()).containsExactly(entered("10"));
	}

	@Test
	void boundKeyThatHasOvertakenAnEntryIsPartOfIt() {
		press('0', 100);
		press('1', 0);
		told();
		assertThat(waited()).containsExactly(entered("10"));
	}

	@Test
	void boundKeyLeavesTheQuestionOpen() {
		this.keypad = this.keypad.asking(new KeyRules("", 4, TIMEOUT, true)).with(PLAIN, Set.of('9'));
		press('9', 0);
		told();
		assertThat(waited()).containsExactly(new Entered(new KeyEntry("9", true)));
	}

	@Test
	void secretEntryIsShownToNobody() {
		KeyEntry entry = new KeyEntry("4711", true);
		assertThat(entry.shown()).isEqualTo("[4 digits, kept secret]");
		assertThat(entry.toString() + new Entered(entry) + new Key('4', BEGINNING)).doesNotContain("4711")
			.doesNotContain("'4'");
	}

	@Test
	void whatIsNoKeyIsIgnored() {
		press('x', 0);
		press(' ', 0);
		assertThat(told()).isEmpty();
	}

	@Test
	void endlessEntryEnds() {
		for (int at = 0; at < 100; at++) {
			press('7', at * 100);
		}
		told();
		assertThat(waited()).containsExactly(entered("7".repeat(Keypad.LONGEST)));
	}

	private void press(char symbol, int millis) {
		take(this.keypad.pressed(symbol, BEGINNING.plusMillis(millis)));
	}

	private List<KeyEffect> waited() {
		take(this.keypad.waited());
		return told();
	}

	private void take(Keypad.Change change) {
		this.keypad = change.keypad();
		this.effects.addAll(change.effects());
	}

	private List<KeyEffect> told() {
		List<KeyEffect> told = List.copyOf(this.effects);
		this.effects.clear();
		return told;
	}

	private static Entered entered(String keys) {
		return new Entered(new KeyEntry(keys, false));
	}

}
