package io.trunkline.sandbox.voice;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.trunkline.audio.AudioFormat.Encoding;
import io.trunkline.audio.MuLaw;
import io.trunkline.sandbox.voice.FreeTtsVoice.Sentence;
import io.trunkline.sandbox.voice.FreeTtsVoice.Span;
import io.trunkline.sandbox.voice.FreeTtsVoice.Spoken;

/**
 * Builds one utterance: sentence by sentence, then each word's packet at the end of its
 * word.
 */
final class Narration {

	/** The voice takes a breath of 200 ms before each sentence; so much of it is left. */
	private static final int BREATH = 160;

	private final ByteArrayOutputStream sound = new ByteArrayOutputStream();

	private final List<Place> places = new ArrayList<>();

	private Narration() {
	}

	static Utterance of(String text) {
		Narration narration = new Narration();
		List<String> sentence = new ArrayList<>();
		for (String word : Spelling.words(text)) {
			sentence.add(word);
			if (Spelling.endsSentence(word)) {
				narration.add(sentence);
				sentence.clear();
			}
		}
		narration.add(sentence);
		return narration.utterance();
	}

	private void add(List<String> words) {
		List<Spoken> audible = words.stream().map(Spoken::of).filter(Spoken::isAudible).toList();
		Sentence sentence = audible.isEmpty() ? Sentence.SILENT : FreeTtsVoice.shared().speak(audible);
		Iterator<Span> spans = sentence.spans().iterator();
		int played = Math.max(0, sentence.begin() - BREATH);
		for (String word : words) {
			Span span = Spoken.of(word).isAudible() ? spans.next() : Span.NONE;
			play(sentence, played, span.from());
			int start = this.sound.size();
			play(sentence, span.from(), span.to());
			place(word, start);
			played = Math.max(played, span.to());
		}
		play(sentence, played, sentence.samples().length);
	}

	private void play(Sentence sentence, int from, int to) {
		for (int i = from; i < to; i++) {
			this.sound.write(MuLaw.encode(sentence.samples()[i]));
		}
	}

	/** Ends a word here, or as much later as its packet needs. */
	private void place(String word, int start) {
		byte[] text = word.getBytes(StandardCharsets.UTF_8);
		while (this.sound.size() - start < WordPacket.bitsFor(text)) {
			this.sound.write(Encoding.MULAW.silence());
		}
		this.places.add(new Place(word, text, start, this.sound.size()));
	}

	private Utterance utterance() {
		byte[] muLaw = this.sound.toByteArray();
		List<Word> words = new ArrayList<>();
		int from = 0;
		for (Place place : this.places) {
			WordPacket.hide(muLaw, from, place.end(), words.size(), place.text());
			from = place.end();
			words.add(new Word(place.word(), place.start() / 8, (place.end() + 7) / 8));
		}
		return new Utterance(muLaw, words);
	}

	/** Where a word is, in samples. */
	private record Place(String word, byte[] text, int start, int end) {
	}

}
