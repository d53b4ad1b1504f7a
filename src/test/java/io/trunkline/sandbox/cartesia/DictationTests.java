package io.trunkline.sandbox.cartesia;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import io.trunkline.sandbox.cartesia.Dictation.Transcript;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DictationTests {

	private final Dictation dictation = new Dictation();

	private final List<Transcript> transcripts = new ArrayList<>();

	@Test
	void finalsSplitInsideAWord() {
		words("I", "want", "to", "move", "house", "today.");
		this.transcripts.addAll(this.dictation.settle());
		assertThat(finals()).isEqualTo("I want to move house today.");
		assertThat(this.transcripts).contains(new Transcript("I want to move hou", true),
				new Transcript("se today.", true));
		assertThat(this.transcripts).contains(new Transcript("I want", false));
	}

	@Test
	void aPauseSettles() {
		words("Yes.");
		for (int i = 0; i < 50; i++) {
			this.transcripts.addAll(this.dictation.frame(false, List.of()));
		}
		assertThat(this.transcripts).containsExactly(new Transcript("Yes.", false), new Transcript("Yes.", true));
		assertThat(this.dictation.settle()).isEmpty();
	}

	@RepeatedTest(50)
	void finalsJoinToTheText(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		List<String> said = random.ints(random.nextInt(1, 40), 1, 12).mapToObj("x"::repeat).toList();
		for (String word : said) {
			words(word);
			for (int i = random.nextInt(30); i > 0; i--) {
				this.transcripts.addAll(this.dictation.frame(random.nextBoolean(), List.of()));
			}
		}
		this.transcripts.addAll(this.dictation.settle());
		assertThat(finals()).as("seed %d", repetition.getCurrentRepetition()).isEqualTo(String.join(" ", said));
	}

	private void words(String... words) {
		for (String word : words) {
			this.transcripts.addAll(this.dictation.frame(true, List.of(word)));
		}
	}

	private String finals() {
		return this.transcripts.stream()
			.filter(Transcript::isFinal)
			.map(Transcript::text)
			.collect(Collectors.joining());
	}

}
