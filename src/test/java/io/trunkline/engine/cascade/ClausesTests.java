package io.trunkline.engine.cascade;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClausesTests {

	@Test
	void firstPieceIsAClauseAndLaterOnesAreSentences() {
		assertThat(cut("Of course I can, just a moment, please. It is open, as always. Bye."))
			.containsExactly("Of course I can, ", "just a moment, please. ", "It is open, as always. ", "Bye.");
	}

	@Test
	void shortOpeningWordIsNotSpokenAlone() {
		assertThat(cut("Yes, we are open today. Come in.")).first().isEqualTo("Yes, we are open today. ");
	}

	@Test
	void marksInsideNumbersTimesAndAddressesDoNotCut() {
		assertThat(cut("It costs 3.50 dollars at 10:30 from www.example.com or a.b@example.com today. Fine."))
			.containsExactly("It costs 3.50 dollars at 10:30 from www.example.com or a.b@example.com today. ", "Fine.");
	}

	@Test
	void blankRestIsNotSpoken() {
		assertThat(cut("All done here.  ")).containsExactly("All done here. ");
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void piecesGiveTheTextBackHoweverItArrives(long seed) {
		Random random = new Random(seed);
		StringBuilder text = new StringBuilder();
		for (int word = 0; word < 60; word++) {
			text.append("abc,def.gh".substring(random.nextInt(5), 5 + random.nextInt(5)));
			text.append(random.nextInt(3) == 0 ? ". " : " ");
		}
		text.append("end.");
		Clauses clauses = new Clauses();
		List<String> pieces = new ArrayList<>();
		for (int at = 0; at < text.length();) {
			int end = Math.min(text.length(), at + 1 + random.nextInt(7));
			pieces.addAll(clauses.add(text.substring(at, end)));
			at = end;
		}
		pieces.addAll(clauses.rest());
		assertThat(String.join("", pieces)).as("seed %d", seed).isEqualTo(text.toString());
		assertThat(pieces).as("seed %d", seed).isEqualTo(cut(text.toString()));
	}

	static LongStream seeds() {
		return LongStream.range(0, 200);
	}

	private static List<String> cut(String text) {
		Clauses clauses = new Clauses();
		List<String> pieces = new ArrayList<>(clauses.add(text));
		pieces.addAll(clauses.rest());
		return pieces;
	}

}
