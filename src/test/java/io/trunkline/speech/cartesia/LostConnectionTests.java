package io.trunkline.speech.cartesia;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.audio.AudioChunk;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.cartesia.FakeCartesia.Peer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/** As {@link ReconnectPropertyTests}, over real connections. */
class LostConnectionTests {

	private static final String CONNECTED = "{\"type\":\"connected\",\"request_id\":\"c7b1\"}";

	private static final List<byte[]> CONVERSATION = ScriptedEar.audio(-10, 1, 2, -40, 3, 4, 5, -400);

	@Test
	void wordsAreTheSameWhereverTheConnectionBreaks() throws InterruptedException, ExecutionException {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<List<String>>> conversations = IntStream.range(0, 24)
				.mapToObj((i) -> threads.submit(() -> converse(i * 5)))
				.toList();
			for (int i = 0; i < conversations.size(); i++) {
				assertThat(conversations.get(i).get()).as("cut at frame %d", i * 5)
					.containsExactly("w1 w2", "w3 w4 w5");
			}
		}
	}

	/**
	 * The turns of a conversation whose connection breaks after so many frames. The
	 * caller speaks no faster than the peer listens, however slow the machine is.
	 */
	private static List<String> converse(int cut) {
		List<String> turns = new ArrayList<>();
		try (FakeCartesia cartesia = new FakeCartesia()) {
			CartesiaProperties properties = Settings.patient(cartesia);
			Sinks.Many<AudioChunk> caller = Sinks.many().unicast().onBackpressureBuffer();
			Iterator<byte[]> audio = CONVERSATION.iterator();
			Probe<Hearing> heard = Probe
				.of(Settings.recognizer(properties, new SimpleMeterRegistry()).recognize(caller.asFlux()));
			Peer peer = cartesia.accept();
			peer.send(CONNECTED);
			ScriptedEar ear = new ScriptedEar(true);
			for (int frames = 0; turns.size() < 2; frames++) {
				if (!peer.hasAudio()) {
					caller.tryEmitNext(AudioChunk.telephone(audio.next())).orThrow();
				}
				byte[] frame = peer.audio();
				if (frames == cut) {
					peer.reset();
					peer = cartesia.accept();
					peer.send(CONNECTED);
					ear = new ScriptedEar(true);
					frame = peer.audio();
				}
				peer.send(ear.hear(frame).toArray(String[]::new));
				while (!heard.quiet()) {
					if (heard.next() instanceof Hearing.TurnEnded(String transcript)) {
						turns.add(transcript);
					}
				}
			}
			heard.cancel();
		}
		return turns;
	}

}
