package io.trunkline.sandbox.voice;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Speech with its words hidden in it.
 *
 * @param muLaw mu-law at 8 kHz, one byte per sample; shared by all who asked for the same
 * text, so nobody writes to it
 * @param words in order of speaking
 */
public record Utterance(byte[] muLaw, List<Word> words) {

	private static final AudioFormat TELEPHONE = new AudioFormat(AudioFormat.Encoding.ULAW, 8000, 8, 1, 1, 8000, false);

	public Utterance {
		words = List.copyOf(words);
	}

	/** Writes the sound as a WAV file, for a person to listen to. */
	public void writeWav(Path file) {
		try (var sound = new AudioInputStream(new ByteArrayInputStream(this.muLaw), TELEPHONE, this.muLaw.length)) {
			AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write " + file, ex);
		}
	}

}
