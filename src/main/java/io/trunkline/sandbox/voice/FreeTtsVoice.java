package io.trunkline.sandbox.voice;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import com.sun.speech.freetts.Item;
import com.sun.speech.freetts.OutputQueue;
import com.sun.speech.freetts.ProcessException;
import com.sun.speech.freetts.Relation;
import com.sun.speech.freetts.Token;
import com.sun.speech.freetts.Utterance;
import com.sun.speech.freetts.UtteranceProcessor;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import com.sun.speech.freetts.relp.AudioOutput;
import com.sun.speech.freetts.relp.LPCResult;

/**
 * FreeTTS's voice "kevin" at 8 kHz. It is not made for several threads, so sentences are
 * spoken one at a time; a second of speech takes a few milliseconds once warm, and the
 * first use loads some 10 MB.
 */
final class FreeTtsVoice {

	private static final String PLACE = "trunkline.place";

	private static final String TOKEN_OF_SEGMENT = "R:SylStructure.parent.parent.R:Token.parent";

	private final Voice kevin;

	private FreeTtsVoice() {
		this.kevin = Arrays.stream(new KevinVoiceDirectory().getVoices())
			.filter((voice) -> voice.getName().equals("kevin"))
			.findFirst()
			.orElseThrow();
		// With a queue of its own, FreeTTS would start a thread that never ends.
		this.kevin.setOutputQueue(new OutputQueue());
		this.kevin.allocate();
		this.kevin.setRate(165);
	}

	static FreeTtsVoice shared() {
		return Loaded.VOICE;
	}

	/**
	 * Speaks a sentence.
	 * @param words all audible
	 */
	synchronized Sentence speak(List<Spoken> words) {
		Utterance utterance = new Utterance(this.kevin, words.stream().map(Spoken::token).toList());
		int place = 0;
		for (Item token = head(utterance, Relation.TOKEN); token != null; token = token.getNext()) {
			token.getFeatures().setInt(PLACE, place++);
		}
		try {
			for (Object step : this.kevin.getUtteranceProcessors()) {
				if (step instanceof UtteranceProcessor processor && !(step instanceof AudioOutput)) {
					processor.processUtterance(utterance);
				}
			}
		}
		catch (ProcessException ex) {
			throw new IllegalStateException("FreeTTS cannot speak this", ex);
		}
		return sentence(utterance, words.size());
	}

	private Sentence sentence(Utterance utterance, int words) {
		short[] samples = samples(((LPCResult) utterance.getObject("target_lpcres")).getWaveSamples());
		Span[] spans = new Span[words];
		Arrays.fill(spans, Span.NONE);
		int from = 0;
		for (Item segment = head(utterance, Relation.SEGMENT); segment != null; segment = segment.getNext()) {
			int to = Math.min(Math.round(segment.getFeatures().getFloat("end") * 8000), samples.length);
			Item token = segment.findItem(TOKEN_OF_SEGMENT);
			if (token != null) {
				int place = token.getFeatures().getInt(PLACE);
				spans[place] = spans[place].with(from, to);
			}
			from = to;
		}
		return new Sentence(samples, List.of(spans));
	}

	private static short[] samples(byte[] wave) {
		short[] samples = new short[wave.length / 2];
		ByteBuffer.wrap(wave).asShortBuffer().get(samples);
		return samples;
	}

	private static Item head(Utterance utterance, String relation) {
		return utterance.getRelation(relation).getHead();
	}

	/**
	 * A word for the voice.
	 *
	 * @param text ASCII, empty for mere punctuation
	 * @param mark the punctuation after it, or empty
	 */
	record Spoken(String text, String mark) {

		static Spoken of(String word) {
			return new Spoken(Spelling.pronounceable(word), Spelling.mark(word));
		}

		boolean isAudible() {
			return !this.text.isEmpty();
		}

		Token token() {
			Token token = new Token();
			token.setWhitespace(" ");
			token.setPrepunctuation("");
			token.setWord(this.text);
			token.setPostpunctuation(this.mark);
			return token;
		}

	}

	/**
	 * Speech as linear samples.
	 *
	 * @param spans a place for each word
	 */
	record Sentence(short[] samples, List<Span> spans) {

		static final Sentence SILENT = new Sentence(new short[0], List.of());

		int begin() {
			return this.spans.isEmpty() ? 0 : this.spans.getFirst().from();
		}

	}

	/** Where a word sounds, in samples. */
	record Span(int from, int to) {

		static final Span NONE = new Span(0, 0);

		Span with(int nextFrom, int nextTo) {
			return (this.to == 0) ? new Span(nextFrom, nextTo) : new Span(this.from, nextTo);
		}

	}

	private static final class Loaded {

		static final FreeTtsVoice VOICE = new FreeTtsVoice();

	}

}
