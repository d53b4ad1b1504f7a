package io.trunkline.speech.cartesia;

import java.util.List;
import java.util.stream.Stream;

import io.trunkline.provider.Provider;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.SpeechSynthesizer;
import io.trunkline.speech.Voice;

/** Gives each call a text-to-speech connection of its own. */
final class CartesiaSynthesizer implements SpeechSynthesizer {

	private final CartesiaProperties properties;

	private final CartesiaEndpoint endpoint;

	private final Provider provider;

	CartesiaSynthesizer(CartesiaProperties properties, CartesiaEndpoint endpoint, Provider provider) {
		this.properties = properties;
		this.endpoint = endpoint;
		this.provider = provider;
	}

	@Override
	public Speaker open(Voice voice) {
		CartesiaSpeaker speaker = new CartesiaSpeaker(this.endpoint, SynthesisRequest.Style.of(voice, this.properties),
				this.properties, this.provider);
		speaker.open();
		return speaker;
	}

	@Override
	public List<String> missing(String voice) {
		boolean speechless = voice.isBlank() && this.properties.voiceId().isBlank();
		Stream<String> voiceId = speechless ? Stream.of("trunkline.cartesia.voice-id (CARTESIA_VOICE_ID)")
				: Stream.empty();
		return Stream.concat(this.properties.withoutKey().stream(), voiceId).toList();
	}

}
