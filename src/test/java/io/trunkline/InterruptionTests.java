package io.trunkline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.trunkline.call.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.caller.Step;
import io.trunkline.sandbox.openai.Answer;
import io.trunkline.sandbox.openai.Conversation;
import io.trunkline.sandbox.openai.Part;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers who cut the agent short at random times, over real sockets. What the service
 * stored of each turn is held against the words that were decoded from the sound at the
 * caller's ear. {@code -Dinterruption.seed=S} gives the same callers again.
 */
class InterruptionTests {

	private static final int CALLS = 5;

	/** So many decide; a busy machine needs more than one round for them. */
	private static final int ENOUGH = 12;

	private static final int ROUNDS = 4;

	/** What callers ask about; an answer begins with it, and has it nowhere else. */
	private static final List<String> TOPICS = List.of("pizza", "weather", "football", "chemistry", "gardening",
			"medicine", "holidays", "insurance", "elephants", "mountains", "painting", "bicycles", "dinner",
			"telephones", "butter", "cinema", "tennis", "sunday", "bakery", "pencils");

	/** What answers are made of, each word at most once. */
	private static final List<String> WORDS = List.of("seven", "yellow", "window", "people", "always", "morning",
			"paper", "under", "music", "river", "often", "simple", "garden", "letter", "number", "summer", "after",
			"winter", "table", "carry", "travel", "every", "money", "question", "follow", "water", "little", "before",
			"enough", "together", "station", "kitchen", "corner", "silver");

	private static final int SENTENCE = 6;

	private static Stack stack;

	@BeforeAll
	static void start() {
		stack = Stack.start();
	}

	@AfterAll
	static void stop() {
		stack.close();
	}

	@Test
	void storedWordsAreThePrefixThatTheCarrierPlayedGiveOrTakeOneWord() {
		long seed = Long.getLong("interruption.seed", System.nanoTime());
		int compared = 0;
		for (int round = 0; round < ROUNDS && compared < ENOUGH; round++) {
			compared += play(seed + round);
		}
		assertThat(compared).as("interruptions in calls without gaps in their sound, seed %d", seed)
			.isGreaterThanOrEqualTo(ENOUGH);
	}

	/**
	 * One round of calls. A machine too busy to keep up leaves gaps in the sound, which
	 * the service cannot know of; such calls are left out.
	 * @return how many interruptions were compared
	 */
	private static int play(long seed) {
		Random dice = new Random(seed);
		stack.sandbox().model().cast("sandbox-model", model(seed));
		List<String> topics = new ArrayList<>(TOPICS);
		Collections.shuffle(topics, dice);
		int each = topics.size() / CALLS;
		List<Caller> callers = IntStream.range(0, CALLS)
			.mapToObj((call) -> caller(topics.subList(call * each, (call + 1) * each), dice))
			.toList();
		List<SandboxCallReport> reports = stack.hold(Flux.fromIterable(callers), CALLS);
		Awaitility.await().until(() -> stack.permits().active() + stack.permits().reserved() == 0);
		return reports.stream()
			.filter((report) -> report.missed().isEmpty() && report.sound().underruns() == 0)
			.mapToInt((report) -> compare(report, seed))
			.sum();
	}

	/** Cuts each answer short with the next question, and the last one by hanging up. */
	private static Caller caller(List<String> topics, RandomGenerator dice) {
		Caller caller = Caller.from("+12025550123").waitForAgent();
		for (String topic : topics) {
			caller = caller.say("Stop, tell me about " + topic + ".")
				.then(new Step.WaitForWords(dice.nextInt(2, 10), Caller.PATIENCE))
				.pause(Duration.ofMillis(dice.nextInt(700)));
		}
		return caller.hangUp();
	}

	private static int compare(SandboxCallReport report, long seed) {
		List<List<String>> stored = stack.events(report.callId())
			.stream()
			.filter(CallEvent.AgentSpoke.class::isInstance)
			.map((event) -> words(((CallEvent.AgentSpoke) event).heard()))
			.filter((words) -> !words.isEmpty())
			.toList();
		List<List<String>> heard = turns(report.heard());
		assertThat(stored).as("turns of which something was heard, seed %d, heard %s", seed, heard)
			.hasSameSizeAs(heard);
		for (int turn = 0; turn < stored.size(); turn++) {
			boolean fewer = stored.get(turn).size() < heard.get(turn).size();
			List<String> shorter = fewer ? stored.get(turn) : heard.get(turn);
			List<String> longer = fewer ? heard.get(turn) : stored.get(turn);
			String story = "seed %d, stored %s, heard %s".formatted(seed, stored.get(turn), heard.get(turn));
			assertThat(longer).as(story).startsWith(shorter.toArray(String[]::new));
			assertThat(longer.size() - shorter.size()).as(story).isLessThanOrEqualTo(1);
		}
		return stored.size();
	}

	/**
	 * Words at the ear, answer by answer. One that was broken off and taken up again
	 * comes twice.
	 */
	private static List<List<String>> turns(List<String> heard) {
		List<List<String>> turns = new ArrayList<>();
		for (String word : words(String.join(" ", heard))) {
			if (TOPICS.contains(word)) {
				turns.add(new ArrayList<>());
			}
			if (!turns.getLast().contains(word)) {
				turns.getLast().add(word);
			}
		}
		return turns;
	}

	/** The words of answers in a text; what else is said, such as a filler, is not. */
	private static List<String> words(String text) {
		return Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+"))
			.filter((word) -> TOPICS.contains(word) || WORDS.contains(word))
			.toList();
	}

	private static Part model(long seed) {
		return (conversation) -> new Part.Performance(Answer.say(answer(conversation, seed)), Duration.ofMillis(100),
				Duration.ofMillis(10), null);
	}

	private static String answer(Conversation conversation, long seed) {
		String question = conversation.last().text().toLowerCase(Locale.ROOT);
		Optional<String> topic = TOPICS.stream().filter(question::contains).findFirst();
		if (topic.isEmpty()) {
			return "Yes?";
		}
		List<String> words = new ArrayList<>(WORDS);
		Collections.shuffle(words, new Random(seed ^ topic.get().hashCode()));
		words.addFirst(topic.get());
		StringBuilder text = new StringBuilder();
		for (int at = 0; at < words.size(); at++) {
			text.append(words.get(at)).append((at % SENTENCE == SENTENCE - 1) ? ". " : " ");
		}
		return text.toString().strip() + ".";
	}

}
