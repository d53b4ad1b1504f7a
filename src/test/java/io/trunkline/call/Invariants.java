package io.trunkline.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.trunkline.agent.tool.Effect;
import io.trunkline.call.SimulatedVoice.Speech;
import io.trunkline.call.SimulatedVoice.Word;
import io.trunkline.language.Message;
import io.trunkline.speech.Hearing;
import io.trunkline.turn.Phase;
import io.trunkline.turn.Phrase;
import io.trunkline.turn.Step;
import io.trunkline.turn.Timer;
import io.trunkline.turn.ToolAsk;
import io.trunkline.turn.TurnEffect;
import io.trunkline.turn.TurnEvent;
import io.trunkline.turn.TurnState;
import org.jspecify.annotations.Nullable;

/** What must hold in every conversation, at every moment of it. */
final class Invariants {

	/**
	 * The longest silence of an agent that owes sound, and the step in which it is looked
	 * at.
	 */
	private static final long SILENCE = 3000 + 40;

	/** It comes with the service, and its sound has no words. */
	private static final String APOLOGY = "I am sorry, something is out of order.";

	private final World world;

	private final Map<Integer, List<Speech>> speeches = new HashMap<>();

	private final Map<Integer, String> heard = new HashMap<>();

	private final StringBuilder story = new StringBuilder();

	private final Map<String, Long> questions = new HashMap<>();

	private final Set<String> toolCalls = new HashSet<>();

	private final Set<String> ran = new HashSet<>();

	private final Set<String> reading = new HashSet<>();

	private @Nullable SimulatedCarrier carrier;

	private TurnState state = TurnState.INITIAL;

	private List<TurnEffect> effects = List.of();

	private @Nullable Speech greeting;

	private @Nullable Speech early;

	private long lastAudible;

	private long callerAudibleUntil;

	private long floorSince;

	private long duckedUntil;

	private boolean callerSpeaking;

	private String callerWords = "";

	private long lastNewWords;

	private long callerStarted;

	private boolean owed;

	private boolean keying;

	private long owedSince;

	private long owedWords;

	private long lastAnswer;

	private long turnBegan;

	private int mustNotLeave;

	private long mustNotLeaveAt;

	private int leaves;

	private int departures;

	private int finishes;

	private int steps;

	Invariants(World world) {
		this.world = world;
	}

	void watch(SimulatedCarrier line, @Nullable Speech firstSentence) {
		this.carrier = line;
		this.greeting = firstSentence;
	}

	private SimulatedCarrier carrier() {
		return Objects.requireNonNull(this.carrier, "nobody is watched");
	}

	Phase phase() {
		return this.state.phase();
	}

	int steps() {
		return this.steps;
	}

	Set<String> reading() {
		return this.reading;
	}

	/** A step was decided and is about to be carried out. */
	void step(TurnEvent event, Step step) {
		this.steps++;
		this.world.note(event);
		TurnState before = this.state;
		TurnState now = step.state();
		this.state = now;
		this.effects = step.effects();
		this.world.note(now.phase() + " " + now.turn() + (now.ducked() ? " ducked " : " ") + this.effects);
		this.world.require(this.finishes == 0, () -> "a step after the end: " + event);
		this.world.require(now.turn() >= before.turn(), () -> "the turn fell to " + now.turn());
		if (event instanceof TurnEvent.CallerKeying) {
			this.keying = true;
		}
		else if (event instanceof TurnEvent.CallerKeyed) {
			this.keying = false;
			this.owedSince = this.world.now();
		}
		if (now.turn() > before.turn()) {
			this.turnBegan = this.world.now();
		}
		boolean lostBetween = now.turn() > before.turn() + 1;
		if (hasFloor(now) && (!hasFloor(before) || lostBetween)) {
			this.floorSince = this.world.now();
		}
		if (event instanceof TurnEvent.ToolAsked(int turn, ToolAsk ask) && turn == before.turn() && hasFloor(before)
				&& !(ask instanceof ToolAsk.Leave)) {
			this.toolCalls.add(ask.id());
		}
		carrier().drain();
		this.effects.forEach((effect) -> effect(event, effect));
	}

	private void effect(TurnEvent event, TurnEffect effect) {
		switch (effect) {
			case TurnEffect.Greet(int turn) -> assign(this.greeting, turn);
			case TurnEffect.Release(int turn) -> {
				this.world.require(this.early != null, () -> "released nothing");
				assign(this.early, turn);
				this.early = null;
				this.lastAnswer = this.world.now();
			}
			case TurnEffect.Discard() -> this.early = null;
			case TurnEffect.Fill(int _, var _) ->
				this.world.require(!carrier().playing(), () -> "a filler in the middle of speech");
			case TurnEffect.Think(int _) -> this.lastAnswer = this.world.now();
			case TurnEffect.Leave(int turn, var _) -> leave(event, turn);
			case TurnEffect.Finish(var outcome) -> {
				this.finishes++;
				this.world.require(outcome != io.trunkline.turn.Outcome.FAILED, () -> "something failed on our side");
			}
			default -> {
			}
		}
	}

	private void leave(TurnEvent event, int turn) {
		this.leaves++;
		if (event instanceof TurnEvent.ReplyHeard) {
			this.speeches.getOrDefault(turn, List.of())
				.forEach((speech) -> this.world.require(speech.words().stream().allMatch(Word::whole),
						() -> "left before the words of turn " + turn + " were heard"));
		}
		this.world.require(event instanceof TurnEvent.HangUpCalledFor || this.mustNotLeave != turn
				|| this.world.now() - this.mustNotLeaveAt < 20, () -> "left though the caller spoke");
		boolean known = event instanceof TurnEvent.ReplyHeard || event instanceof TurnEvent.ReplyFailed
				|| event instanceof TurnEvent.ReplyComplete || event instanceof TurnEvent.HearingLost
				|| event instanceof TurnEvent.HangUpCalledFor
				|| (event instanceof TurnEvent.Expired(Timer timer, int _) && (timer == Timer.GOODBYE
						|| timer == Timer.CALL || timer == Timer.QUIET || timer == Timer.REPLY));
		this.world.require(known, () -> "left because of " + event);
	}

	/** The carrier was asked to end or transfer the call. */
	void departed() {
		this.departures++;
		this.world.require(this.departures <= this.leaves, () -> "the carrier was asked twice");
	}

	/** The model is asked. */
	void asked(List<Message> history, Speech speech) {
		boolean thinking = this.effects.stream().anyMatch(TurnEffect.Think.class::isInstance);
		List<Speech> underWay = thinking ? this.speeches.getOrDefault(this.state.turn(), List.of()) : List.of();
		prompt(history, underWay);
		if (thinking) {
			assign(speech, this.state.turn());
		}
		else {
			this.world.require(this.early == null, () -> "two guesses at once");
			this.early = speech;
		}
	}

	private void prompt(List<Message> history, List<Speech> underWay) {
		Set<String> said = new HashSet<>();
		StringBuilder agent = new StringBuilder();
		Set<String> called = new HashSet<>();
		List<String> open = new ArrayList<>();
		for (Message message : history) {
			if (message instanceof Message.ToolResult(String id, String _)) {
				this.world.require(open.remove(id), () -> "a result without a call: " + id);
				continue;
			}
			this.world.require(open.isEmpty(), () -> "calls without a result: " + open);
			if (message instanceof Message.Caller(String text)) {
				said.addAll(Arrays.asList(text.replace(".", "").split(" ")));
			}
			else if (message instanceof Message.Agent(String text, var calls)) {
				agent.append(text.strip()).append(' ');
				calls.forEach((call) -> {
					this.world.require(called.add(call.id()), () -> "a call twice: " + call.id());
					open.add(call.id());
				});
			}
		}
		this.world.require(open.isEmpty(), () -> "calls without a result: " + open);
		this.questions.forEach((question, since) -> this.world
			.require(since >= this.world.now() - 1 || said.contains(question), () -> "forgotten: " + question));
		this.toolCalls.forEach((call) -> this.world.require(called.contains(call), () -> "a call is missing: " + call));
		String expected = words(this.story.toString());
		String remembered = words(agent.toString());
		this.world.require(underWay.isEmpty() ? remembered.equals(expected) : remembered.startsWith(expected),
				() -> "history has <" + remembered + ">, heard was <" + expected + ">");
	}

	private static String words(String text) {
		return text.replaceAll("\\s+", "");
	}

	boolean filling() {
		return this.effects.stream().anyMatch(TurnEffect.Fill.class::isInstance);
	}

	/** A stock phrase is rendered. */
	void phrase(Speech speech) {
		if (speech.filler()) {
			speech.assign(this.state.turn(), this.world.now());
		}
		else {
			assign(speech, this.state.turn());
		}
	}

	private void assign(@Nullable Speech speech, int turn) {
		if (speech != null) {
			speech.assign(turn, this.world.now());
			this.speeches.computeIfAbsent(turn, (number) -> new ArrayList<>()).add(speech);
		}
	}

	/** A frame is on its way. */
	void sending() {
		this.world.require(hasFloor(this.state) && !this.state.ducked(),
				() -> "a frame in " + this.state.phase() + (this.state.ducked() ? " ducked" : ""));
	}

	/** With a piece of this word in it. */
	void sending(Word word) {
		this.world.require(word.speech().turn() == this.state.turn(),
				() -> "a word of turn " + word.speech().turn() + " in turn " + this.state.turn() + ": " + word);
	}

	void audible(Word word, long at) {
		this.lastAudible = at;
		if (this.owed && !word.speech().filler() && word.speech().assignedAt() >= this.owedWords) {
			this.owed = false;
		}
	}

	void callerAudibleUntil(long when) {
		this.callerAudibleUntil = Math.max(this.callerAudibleUntil, when);
	}

	/** The recogniser says this. */
	void hears(Hearing what) {
		switch (what) {
			case Hearing.TurnStarted() -> {
				this.callerSpeaking = true;
				this.callerWords = "";
				this.callerStarted = this.world.now();
			}
			case Hearing.TurnUpdated(String said) -> said(said);
			case Hearing.TurnEagerlyEnded(String said) -> said(said);
			case Hearing.TurnEnded(String said) -> {
				said(said);
				this.callerSpeaking = false;
				finished(said.replace(".", "").split(" "));
			}
			case Hearing.TurnResumed(), Hearing.Connected() -> {
			}
		}
	}

	private void said(String words) {
		if (!words.equals(this.callerWords)) {
			if (!words.startsWith("Uh, ")) {
				this.lastNewWords = this.world.now();
			}
			this.callerWords = words;
		}
		boolean clear = words.startsWith("no") || words.startsWith("wait") || words.startsWith("stop");
		if (clear && this.state.phase() == Phase.ENDING && revocable() && this.callerStarted > this.turnBegan + 20
				&& this.mustNotLeave != this.state.turn()) {
			this.mustNotLeave = this.state.turn();
			this.mustNotLeaveAt = this.world.now();
		}
	}

	private boolean revocable() {
		return this.state.farewell() != null && this.state.farewell().revocable() && this.state.phrase() == null;
	}

	private void finished(String[] words) {
		boolean question = words.length > 2 && words[words.length - 1].startsWith("q");
		boolean listened = !toMachine() && switch (this.state.phase()) {
			case LISTENING, THINKING, SPEAKING, GREETING -> true;
			case WAITING, ENDING, LEAVING, OVER -> false;
		};
		if (question && listened) {
			for (String word : words) {
				if (word.startsWith("q")) {
					this.questions.put(word, this.world.now());
				}
			}
			if (this.lastAnswer < this.lastNewWords) {
				this.owed = true;
				this.owedSince = this.world.now();
				this.owedWords = this.lastNewWords;
			}
		}
	}

	/** A machine is talked to; nobody else is there. */
	private boolean toMachine() {
		return this.state.phrase() == Phrase.SCREENING || this.state.phrase() == Phrase.VOICEMAIL;
	}

	void toolRuns(String id, Effect effect) {
		this.world.require(this.ran.add(id), () -> "a tool ran twice: " + id);
		this.world.require(
				this.effects.stream()
					.anyMatch((one) -> one instanceof TurnEffect.RunTool(int _, String ask) && ask.equals(id)),
				() -> "a tool ran unasked: " + id);
		if (effect == Effect.READ) {
			this.reading.add(id);
		}
	}

	void toolStopped(String id) {
		this.reading.remove(id);
	}

	/** What the call tells of itself. */
	void told(CallEvent event) {
		this.world.note(event);
		if (event instanceof CallEvent.AgentSpoke(int turn, String _, String said, boolean _)) {
			carrier().drain();
			this.world.require(this.heard.put(turn, said) == null, () -> "turn " + turn + " was told twice");
			this.story.append(said).append(' ');
			compare(turn, said.strip());
		}
	}

	/** A word was said, or it was not, or it was the one that was cut. */
	private void compare(int turn, String said) {
		if (!said.isEmpty() && APOLOGY.startsWith(said)) {
			return;
		}
		List<Speech> all = this.speeches.getOrDefault(turn, List.of());
		List<Word> words = all.stream().flatMap((speech) -> speech.words().stream()).toList();
		StringBuilder text = new StringBuilder();
		int told = 0;
		String want = words(said);
		while (told < words.size() && text.length() < want.length()) {
			text.append(words.get(told++).text());
		}
		int count = told;
		this.world.require(want.startsWith(words(text.toString())) || words(text.toString()).startsWith(want),
				() -> "turn " + turn + " is told as <" + said + ">, it was " + words);
		int played = 0;
		while (played < words.size() && words.get(played).whole()) {
			played++;
		}
		int really = played;
		if (all.stream().allMatch(Speech::timed)) {
			this.world.require(Math.abs(count - played) <= 1,
					() -> "turn " + turn + " is told with " + count + " words, played were " + really);
		}
	}

	/** Time has passed. */
	void tick() {
		carrier().drain();
		long now = this.world.now();
		if (this.state.ducked()) {
			this.duckedUntil = now;
		}
		long heardUntil = Math.max(Math.max(this.lastAudible, this.duckedUntil),
				Math.min(now, this.callerAudibleUntil));
		if (hasFloor(this.state) && !toMachine()) {
			long since = Math.max(heardUntil, this.floorSince);
			this.world.require(now - since <= SILENCE, () -> "dead air since " + since + " in " + this.state.phase());
		}
		if (this.owed && !this.keying && this.state.phase() == Phase.LISTENING && !this.callerSpeaking) {
			long since = Math.max(heardUntil, this.owedSince);
			this.world.require(now - since <= SILENCE, () -> "no answer since " + since);
		}
	}

	/** The call is over. */
	void over() {
		this.world.require(this.finishes == 1, () -> "finished " + this.finishes + " times");
		this.world.require(this.reading.isEmpty(), () -> "still reading: " + this.reading);
		this.speeches.forEach((turn, all) -> {
			long whole = all.stream().flatMap((speech) -> speech.words().stream()).filter(Word::whole).count();
			this.world.require(whole <= 1 || this.heard.containsKey(turn) || !all.stream().allMatch(Speech::timed),
					() -> "turn " + turn + " was heard and is not told");
		});
	}

	private static boolean hasFloor(TurnState state) {
		return switch (state.phase()) {
			case GREETING, THINKING, SPEAKING, ENDING -> true;
			case WAITING, LISTENING, LEAVING, OVER -> false;
		};
	}

}
