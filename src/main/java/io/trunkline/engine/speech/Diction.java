package io.trunkline.engine.speech;

import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.Utterance;
import io.trunkline.speech.Voice;
import io.trunkline.speech.text.Part;
import io.trunkline.speech.text.SpokenForm;

/**
 * How an agent speaks.
 *
 * @param voice how it sounds
 * @param form how it says what is written
 */
record Diction(Voice voice, SpokenForm form) {

	static Diction of(Agent agent, AudioFormat format) {
		return new Diction(new Voice(agent.voice(), agent.language(), format),
				SpokenForm.of(agent.language(), agent.pronunciations()));
	}

	Line line(String text) {
		List<Part> parts = this.form.of(text);
		return new Line(parts, SpokenForm.spoken(parts));
	}

	/**
	 * Something to say.
	 *
	 * @param parts with what was written
	 * @param spoken what the voice is given
	 */
	record Line(List<Part> parts, String spoken) {

		boolean isAudible() {
			return SpokenForm.isAudible(this.spoken);
		}

		List<Utterance> written() {
			return this.parts.stream()
				.<Utterance>map((part) -> new Utterance.Written(part.text(), part.spoken()))
				.toList();
		}

	}

}
