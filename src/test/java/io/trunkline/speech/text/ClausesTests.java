package io.trunkline.speech.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClausesTests {

	private static final List<String> PHRASES = List.of("we are open", "at 10:30 am", "for 3.50 dollars", "5 kg of it",
			"on November 21, 2026", "call (555) 123-4567", "or +1 555 123 4567", "with Dr. Smith",
			"at 12 Main St. here", "write to john.doe@example.com", "see www.example.com", "e.g. this", "see No. 5",
			"No", "until 5 p.m.", "1,200 people", "$5 million", "in 2026", "**very much**",
			"[our site](https://example.com/a.b?c)", "🎉", "Nov. 3 at 9", "from 9-5", "AB1234", "etc.", "“quoted”",
			"(in brackets)", "your code is 4711", "Mr. Brown", "the 21 November", "cats vs. dogs", "J. Smith",
			"the U.S. Army", "Monday, May 5, 2027");

	private static final List<String> MARKS = List.of(" ", " ", " ", ", ", "; ", ": ", ". ", ". ", "? ", "! ", ".\n",
			"\n", "\n\n", "... ", ".) ", ".\" ");

	@Test
	void firstPieceIsAClauseAndLaterOnesAreSentences() {
		assertThat(cut("Of course I can, just a moment, please. It is open, as always. Bye."))
			.containsExactly("Of course I can, ", "just a moment, please. ", "It is open, as always. ", "Bye.");
	}

	@Test
	void shortOpeningWordIsNotSpokenAlone() {
		assertThat(cut("Yes, we are open today. Come in.")).first().isEqualTo("Yes, we are open today. ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "It costs 3.50 dollars at 10:30 from www.example.com or a.b@example.com today. ",
			"You can see Dr. Smith and Mrs. J. Brown there. ", "Bring something warm e.g. a coat or so. ",
			"We meet on November 21, 2026 at noon. ", "It is in room No. 5 on the left. ",
			"Call (555) 123-4567 or +1 555 123 4567 today. ", "We close at 5 p.m. on most of the days. ",
			"Turn from Main St. into the next one. ", "It is for 1,200 people and cats vs. dogs! ",
			"Look at [our site. It is good](https://example.com/a, \"b. c\") today. ",
			"Look at <a title=\"this. And that.\">it</a> today. ", "It was on Nov. 3 and will be again? " })
	void nothingThatIsSaidAsAWholeIsCut(String sentence) {
		assertThat(cut(sentence + "Fine.")).containsExactly(sentence, "Fine.");
	}

	@Test
	void abbreviationBeforeACapitalEndsASentence() {
		assertThat(cut("We are open until 5 p.m. We close then. Bring pears, apples etc. Thanks."))
			.containsExactly("We are open until 5 p.m. ", "We close then. ", "Bring pears, apples etc. ", "Thanks.");
	}

	@Test
	void itemsOfAListArePiecesWithTheirNumbers() {
		assertThat(cut("Do it like this:\n1. Open the door\n2. Go in. Sit down\n- done\n"))
			.containsExactly("Do it like this:\n", "1. Open the door\n", "2. Go in. ", "Sit down\n", "- done\n");
	}

	@Test
	void sentencesWithoutBlanksBetweenAreCutInChineseAndJapanese() {
		assertThat(cut("我们今天营业到晚上六点钟整。欢迎光临！")).containsExactly("我们今天营业到晚上六点钟整。", "欢迎光临！");
	}

	@Test
	void hurriedTextEndsAtTheLastWholeWord() {
		Clauses clauses = new Clauses();
		assertThat(clauses.add("I think we are ope")).isEmpty();
		assertThat(clauses.hurry()).containsExactly("I think we are ");
		assertThat(clauses.add("n at ten. ")).containsExactly("open at ten. ");
		assertThat(clauses.hurry()).isEmpty();
	}

	@Test
	void hurriedTextWithoutAWordGoesAtTheNextOne() {
		Clauses clauses = new Clauses();
		assertThat(clauses.add("**Cert")).isEmpty();
		assertThat(clauses.hurry()).isEmpty();
		assertThat(clauses.add("ain")).isEmpty();
		assertThat(clauses.add("ly ")).containsExactly("**Certainly ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "It costs 5 ", "It costs $5 ", "We met in ", "We met on November ", "This is Dr. ",
			"This is Dr ", "Your code ", "Your code is ", "Look at [our new site ", "Go to www.example.com ",
			"about e.g. ", "It was the ", "about USD " })
	void hurriedTextDoesNotEndWhereTheNextWordMatters(String text) {
		Clauses clauses = new Clauses();
		clauses.add(text);
		assertThat(clauses.hurry()).allSatisfy((piece) -> assertThat(piece).isNotEqualTo(text));
		assertThat(clauses.add("ten of them, and so on ")).isNotNull();
	}

	@Test
	void whatIsLeftIsGivenBackAsItIs() {
		assertThat(cut("All done here.  ")).containsExactly("All done here. ", " ");
		assertThat(cut("")).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void piecesGiveTheTextBackHoweverItArrives(long seed) {
		Random random = new Random(seed);
		String text = text(random);
		Clauses clauses = new Clauses();
		List<String> pieces = new ArrayList<>();
		for (int at = 0; at < text.length();) {
			int end = Math.min(text.length(), at + 1 + random.nextInt(7));
			pieces.addAll(clauses.add(text.substring(at, end)));
			at = end;
		}
		pieces.addAll(clauses.rest());
		assertThat(String.join("", pieces)).as("seed %d", seed).isEqualTo(text);
		assertThat(pieces).as("seed %d", seed).isEqualTo(cut(text));
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void piecesAreSaidLikeTheWholeText(long seed) {
		Random random = new Random(seed);
		String text = text(random);
		SpokenForm form = SpokenForm.of("en", Map.of());
		Clauses clauses = new Clauses();
		List<String> pieces = new ArrayList<>();
		int hurry = random.nextInt(40);
		for (int at = 0; at < text.length(); at++) {
			pieces.addAll(clauses.add(text.substring(at, at + 1)));
			pieces.addAll((at == hurry) ? clauses.hurry() : List.of());
		}
		pieces.addAll(clauses.rest());
		assertThat(pieces.stream().map(form::of).map(SpokenForm::spoken).collect(Collectors.joining()))
			.as("seed %d: %s", seed, pieces)
			.isEqualTo(SpokenForm.spoken(form.of(text)));
	}

	static LongStream seeds() {
		return LongStream.range(0, 300);
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		for (int phrase = 1 + random.nextInt(12); phrase > 0; phrase--) {
			text.append(PHRASES.get(random.nextInt(PHRASES.size()))).append(MARKS.get(random.nextInt(MARKS.size())));
		}
		return text.append("Then it ends").toString();
	}

	private static List<String> cut(String text) {
		Clauses clauses = new Clauses();
		List<String> pieces = new ArrayList<>(clauses.add(text));
		pieces.addAll(clauses.rest());
		return pieces;
	}

}
