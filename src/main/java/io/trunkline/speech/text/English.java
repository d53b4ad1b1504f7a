package io.trunkline.speech.text;

import java.util.List;
import java.util.stream.Stream;

/** All rules of English, the special before the general. */
final class English {

	static final List<Rule> RULES = Stream
		.of(Figures.SIGNS, Contacts.RULES, Markup.rules(Contacts::host), Calendar.RULES, Amounts.RULES, Figures.RULES,
				Abbreviations.RULES)
		.flatMap(List::stream)
		.toList();

	private English() {
	}

}
