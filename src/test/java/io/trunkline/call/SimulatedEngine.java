package io.trunkline.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.call.SimulatedReply.End;
import io.trunkline.call.SimulatedReply.Part;
import io.trunkline.call.SimulatedReply.Plan;
import io.trunkline.call.SimulatedVoice.Speech;
import io.trunkline.call.SimulatedVoice.Word;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpokenWord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A recogniser, a model and a synthesiser with moods. */
final class SimulatedEngine implements EngineSession {

	private static final int BYTES_PER_MS = 8;

	private final World world;

	private final World.Dice dice;

	private final Faults faults;

	private final SimulatedVoice voice;

	private final Invariants invariants;

	private final Flux<Hearing> hearing;

	private int replies;

	private int calls;

	private boolean closed;

	SimulatedEngine(World world, Faults faults, SimulatedVoice voice, Invariants invariants, Flux<Hearing> hearing) {
		this.world = world;
		this.dice = world.dice("engine");
		this.faults = faults;
		this.voice = voice;
		this.invariants = invariants;
		this.hearing = hearing;
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return this.hearing;
	}

	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		Speech speech = new Speech(false);
		this.invariants.asked(history, speech);
		Plan plan = answer(speech);
		return Flux.from(new SimulatedReply(this.world, plan, pace));
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		Speech speech = new Speech(this.invariants.filling());
		this.invariants.phrase(speech);
		return phrase(sentence, speech);
	}

	/** The first sentence, rendered before the call. */
	Flux<Utterance> greeting(String sentence, Speech speech) {
		return phrase(sentence, speech);
	}

	@Override
	public Mono<String> summarise(List<Message> beginning) {
		return Mono.just("They talked.");
	}

	@Override
	public void become(Agent agent) {
		this.world.note("the engine speaks for " + agent.name());
	}

	@Override
	public Mono<Void> close() {
		return Mono.create((sink) -> {
			this.closed = true;
			int takes = this.dice.of(0, 5, 100, 2000);
			this.world.after(takes, sink::success);
		});
	}

	boolean isClosed() {
		return this.closed;
	}

	private Flux<Utterance> phrase(String sentence, Speech speech) {
		List<Part> parts = new ArrayList<>();
		parts.add(new Part(0, Utterance.Written.verbatim(sentence)));
		boolean fails = this.dice.chance(this.faults.phrases());
		long at = this.dice.chance(80) ? 0 : this.dice.between(10, 300);
		if (fails && this.dice.chance(50)) {
			parts.add(new Part(this.dice.between(0, 1500), failure(EngineException.Part.SPEAKING)));
			return Flux.from(new SimulatedReply(this.world, plan(parts), Pace.UNBOUNDED));
		}
		if (!fails) {
			long sound = 0;
			for (String text : sentence.split(" ")) {
				sound = speak(speech, text, at, sound, parts);
			}
			parts.add(new Part(at, End.COMPLETE));
		}
		return Flux.from(new SimulatedReply(this.world, plan(parts), Pace.UNBOUNDED));
	}

	/**
	 * Text as the model writes it, clauses as the synthesiser speaks them, and tool
	 * calls.
	 */
	private Plan answer(Speech speech) {
		List<Part> parts = new ArrayList<>();
		int reply = ++this.replies;
		if (this.dice.chance(10)) {
			speech.untimed();
		}
		boolean slow = this.dice.chance(this.faults.slow());
		long model = slow ? this.dice.between(1000, 9000) : this.dice.between(80, 1200);
		parts.add(new Part(0, new Utterance.Reached(Utterance.Stage.ASKED, this.world.loop().nanoTime())));
		boolean modelFails = this.dice.chance(this.faults.model());
		if (modelFails && this.dice.chance(60)) {
			if (this.dice.chance(50)) {
				parts.add(new Part(model, failure(EngineException.Part.THINKING)));
			}
			return plan(parts);
		}
		boolean voiceFails = this.dice.chance(this.faults.voice());
		boolean toolsOnly = this.dice.chance(8);
		boolean empty = toolsOnly || this.dice.chance(this.faults.empty());
		int words = empty ? 0 : this.dice.between(1, this.dice.of(3, 12, 35));
		int fault = voiceFails ? this.dice.between(0, words) : -1;
		long voiceAt = 0;
		long sound = 0;
		int written = 0;
		boolean first = true;
		if (empty && this.dice.chance(30)) {
			parts.add(new Part(model, Utterance.Written.verbatim(" ")));
		}
		while (written < words) {
			int clause = Math.min(words - written, this.dice.between(2, 9));
			for (int word = 0; word < clause; word++) {
				model += slow ? this.dice.between(10, 300) : this.dice.between(3, 50);
				String text = "r" + reply + "w" + (written + word);
				boolean last = written + word == words - 1;
				parts
					.add(new Part(model, Utterance.Written.verbatim(last && this.dice.chance(50) ? text : text + " ")));
			}
			voiceAt = Math.max(voiceAt, model) + (this.dice.chance(this.faults.slow()) ? this.dice.between(300, 2800)
					: this.dice.between(20, 250));
			if (!first) {
				parts.add(new Part(voiceAt, Duration.ZERO));
				if (this.dice.chance(30)) {
					parts.add(new Part(voiceAt, Duration.ofMillis(Math.max(0, sound / BYTES_PER_MS - 2000))));
				}
			}
			int rate = this.dice.chance(this.faults.slow()) ? this.dice.between(90, 180) : this.dice.between(5, 60);
			for (int word = 0; word < clause; word++) {
				if (written + word == fault) {
					if (this.dice.chance(60)) {
						parts.add(new Part(voiceAt, failure(EngineException.Part.SPEAKING)));
					}
					return plan(parts);
				}
				long before = sound;
				sound = speak(speech, "r" + reply + "w" + (written + word), voiceAt, sound, parts);
				voiceAt += (sound - before) / BYTES_PER_MS * rate / 100;
			}
			written += clause;
			first = false;
		}
		if (modelFails) {
			parts.add(new Part(model, failure(EngineException.Part.THINKING)));
			return plan(parts);
		}
		long end = model;
		if (toolsOnly || this.dice.chance(25)) {
			for (int call = this.dice.of(1, 1, 1, 2, 3, 9); call > 0; call--) {
				end += this.dice.between(0, 40);
				parts.add(new Part(end, new Utterance.ToolAsked(call())));
			}
		}
		parts.add(new Part(Math.max(end, voiceAt), End.COMPLETE));
		return plan(parts);
	}

	private ToolCall call() {
		String id = "call_" + ++this.calls;
		if (this.dice.chance(55)) {
			return new ToolCall(id, this.dice.of("look", "book"), "{}");
		}
		return this.dice.of(new ToolCall(id, "hang_up", "{}"), new ToolCall(id, "ask_digits", "{\"length\":2}"),
				new ToolCall(id, "ask_digits", "{\"secret\":true}"), new ToolCall(id, "pause_recording", "{}"),
				new ToolCall(id, "send_digits", "{\"digits\":\"1w2\"}"),
				new ToolCall(id, "transfer", "{\"destination\":\"human\"}"),
				new ToolCall(id, "transfer", "{\"destination\":\"+19005550000\"}"),
				new ToolCall(id, "hand_over", "{\"agent\":\"sales\"}"), new ToolCall(id, "nonsense", "{"));
	}

	/** One word of sound; where it stands is told with it. */
	private long speak(Speech speech, String text, long at, long from, List<Part> parts) {
		int pause = this.dice.chance(20) ? this.dice.between(1, 900) : 0;
		Word word = this.voice.word(speech, text, this.dice.between(1000, 3600));
		long start = from + pause;
		long end = start + word.bytes();
		if (speech.timed()) {
			parts.add(new Part(at, new Utterance.Words(List.of(new SpokenWord(text, length(start), length(end))))));
		}
		parts.add(new Part(at, new Utterance.Sound(AudioChunk.telephone(word.sound(pause)))));
		return end;
	}

	private static Duration length(long bytes) {
		return Duration.ofNanos(bytes * 125_000);
	}

	private Plan plan(List<Part> parts) {
		parts.sort(Comparator.comparingLong(Part::at));
		return new Plan(parts, this.dice.chance(this.faults.lingering()));
	}

	private static EngineException failure(EngineException.Part part) {
		return new EngineException(part, new IllegalStateException("simulated"));
	}

}
