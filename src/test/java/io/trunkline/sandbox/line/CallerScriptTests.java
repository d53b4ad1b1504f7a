package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.channel.embedded.EmbeddedChannel;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Journal;
import io.trunkline.sandbox.caller.Phrase;
import io.trunkline.sandbox.caller.Step;
import io.trunkline.sandbox.voice.SandboxVoice;
import io.trunkline.sandbox.voice.Utterance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallerScriptTests {

	private static final SandboxVoice VOICE = new SandboxVoice();

	private final EmbeddedChannel time = new EmbeddedChannel();

	private final Journal journal = new Journal(this.time.eventLoop().ticker());

	private final Line line = new Line(noStreams(), this.journal);

	private final List<String> done = new ArrayList<>();

	private boolean transferred;

	private String keysHeard = "";

	@BeforeEach
	void freeze() {
		this.time.freezeTime();
		this.journal.begin();
	}

	@AfterEach
	void close() {
		this.time.close();
	}

	@Test
	void callerSpeaksWhenTheAgentHasSpokenAndIsSilent() {
		CallerScript script = script(Caller.from("+12025550101").waitForAgent().say("Thank you.").hangUp());
		pass(script, 2000);
		assertThat(this.journal.events()).isEmpty();
		agentSays("Hello.");
		pass(script, 3000);
		Duration silent = said().getFirst().at().minus(this.line.ear().audible().getFirst().to());
		assertThat(silent).isBetween(Caller.TURN_GAP, Caller.TURN_GAP.plusMillis(20));
	}

	@Test
	void secondWaitIsForAnotherTurn() {
		CallerScript script = script(Caller.from("+12025550101").waitForAgent().say("Yes.").waitForAgent().hangUp());
		agentSays("Hello.");
		pass(script, 6000);
		assertThat(this.done).isEmpty();
		agentSays("Bye.");
		pass(script, 3000);
		assertThat(this.done).containsExactly("hang up");
	}

	@Test
	void callerInterruptsAfterSoManyWords() {
		CallerScript script = script(
				Caller.from("+12025550101").waitForAgent().say("Go on.").sayAfterAgentWords(3, "Stop."));
		agentSays("One two three four.");
		pass(script, 5000);
		agentSays("Five six seven eight nine.");
		pass(script, 5000);
		List<CallEvent> events = this.journal.events();
		int stop = events.indexOf(said().getLast());
		assertThat(events.subList(0, stop)).filteredOn(CallEvent.AgentHeard.class::isInstance)
			.extracting((event) -> ((CallEvent.AgentHeard) event).word())
			.containsExactly("One", "two", "three", "four.", "Five", "six", "seven");
	}

	@Test
	void waitThatTakesTooLongIsNotedAndEndsTheCall() {
		CallerScript script = script(
				Caller.from("+12025550101").waitForAgent(Duration.ofMillis(500), Duration.ofSeconds(3)).say("never"));
		pass(script, 3100);
		assertThat(this.journal.events()).singleElement()
			.satisfies((event) -> assertThat(event).isInstanceOfSatisfying(CallEvent.Missed.class,
					(missed) -> assertThat(missed.step())
						.isEqualTo(new Step.WaitForAgent(Duration.ofMillis(500), Duration.ofSeconds(3)))));
		assertThat(this.done).containsExactly("hang up");
	}

	@Test
	void sayingEndsWithTheLastWord() {
		CallerScript script = script(Caller.from("+12025550101").say("Good day.").press('5'));
		pass(script, 40);
		CallEvent.CallerSaid said = said().getFirst();
		Duration length = said.until().minus(said.at());
		assertThat(length).isEqualTo(Duration.ofMillis(VOICE.say("Good day.").words().getLast().endMillis()));
		pass(script, length.toMillis() - 60);
		assertThat(this.done).isEmpty();
		pass(script, 80);
		assertThat(this.done).startsWith("press 5");
	}

	@Test
	void phraseIsFoundWhereItsFirstWordBegan() {
		CallerScript script = script(Caller.from("+12025550101")
			.then(new Step.WaitForPhrase(Phrase.of("three four"), Caller.PATIENCE))
			.then(new Step.WaitForPhrase(Phrase.of("four"), Duration.ofSeconds(2))));
		agentSays("One two three four.");
		pass(script, 6000);
		List<CallEvent.AgentHeard> heard = this.line.words();
		assertThat(this.journal.events()).filteredOn(CallEvent.StepDone.class::isInstance)
			.containsExactly(new CallEvent.StepDone(heard.get(3).at(), heard.get(2).from(), 0));
		assertThat(heard.get(2).from()).isEqualTo(heard.get(1).at());
		assertThat(this.journal.events()).filteredOn(CallEvent.Missed.class::isInstance).hasSize(1);
	}

	@Test
	void wordsFromBeforeTheCallerSpokeAreNotWaitedFor() {
		CallerScript script = script(Caller.from("+12025550101")
			.then(new Step.WaitForQuiet(Duration.ofMillis(500), Caller.PATIENCE))
			.say("Yes.")
			.then(new Step.WaitForPhrase(Phrase.of("two"), Duration.ofSeconds(2))));
		agentSays("One two.");
		pass(script, 6000);
		assertThat(this.journal.events()).filteredOn(CallEvent.Missed.class::isInstance).hasSize(1);
	}

	@Test
	void silenceThatIsBrokenEndsTheCall() {
		CallerScript script = script(Caller.from("+12025550101")
			.then(new Step.ListenToSilence(Duration.ofSeconds(1)))
			.then(new Step.ListenToSilence(Duration.ofSeconds(1)))
			.press('1'));
		pass(script, 1100);
		agentSays("One.");
		pass(script, 3000);
		assertThat(this.journal.events()).filteredOn(CallEvent.StepDone.class::isInstance).hasSize(1);
		assertThat(this.done).containsExactly("hang up");
	}

	@Test
	void stepsAreTakenInOrder() {
		CallerScript script = script(Caller.from("+12025550101")
			.pause(Duration.ofSeconds(1))
			.cough(Duration.ofMillis(300))
			.press('1')
			.dropSocket()
			.stopWithoutFrame()
			.waitForTransfer()
			.waitForEnd());
		pass(script, 980);
		assertThat(this.journal.events()).isEmpty();
		pass(script, 400);
		assertThat(this.journal.events()).filteredOn((event) -> !(event instanceof CallEvent.StepDone))
			.singleElement()
			.isInstanceOf(CallEvent.CallerCoughed.class);
		assertThat(this.done).containsExactly("press 1", "drop", "close");
		this.transferred = true;
		pass(script, 14_000);
		assertThat(this.done).doesNotContain("hang up");
		pass(script, 2000);
		assertThat(this.done).endsWith("hang up");
	}

	@Test
	void callerWithNothingLeftToDoHangsUpOnce() {
		CallerScript script = script(Caller.from("+12025550101"));
		pass(script, 100);
		assertThat(this.done).containsExactly("hang up");
	}

	@Test
	void machineBeepsBeforeItListens() {
		CallerScript script = script(Caller.someone().beep().press('5'));
		pass(script, 380);
		assertThat(this.journal.events()).singleElement()
			.isEqualTo(new CallEvent.CallerBeeped(Duration.ofMillis(20), Duration.ofMillis(420)));
		assertThat(this.done).isEmpty();
		pass(script, 100);
		assertThat(this.done).startsWith("press 5");
	}

	@Test
	void keysAreWaitedForInTheOrderInWhichTheyCome() {
		CallerScript script = script(Caller.someone().waitForKeys("2").waitForKeys("1").press('5'));
		this.keysHeard = "12";
		pass(script, 100);
		assertThat(this.done).isEmpty();
		this.keysHeard = "121";
		pass(script, 40);
		assertThat(this.done).startsWith("press 5");
	}

	@Test
	void recordingIsWaitedForInItsPresentState() {
		CallerScript script = script(
				Caller.someone().then(new Step.WaitForRecording("paused", Caller.PATIENCE)).press('5'));
		this.journal.add(new CallEvent.Recording(this.journal.now(), "paused"));
		this.journal.add(new CallEvent.Recording(this.journal.now(), "recording"));
		pass(script, 100);
		assertThat(this.done).isEmpty();
		this.journal.add(new CallEvent.Recording(this.journal.now(), "paused"));
		pass(script, 40);
		assertThat(this.done).startsWith("press 5");
	}

	private CallerScript script(Caller caller) {
		Map<String, Utterance> utterances = new HashMap<>();
		for (Step step : caller.steps()) {
			if (step instanceof Step.Say(String text)) {
				utterances.put(text, VOICE.say(text));
			}
		}
		return new CallerScript(caller.steps(), utterances, new FakePhone());
	}

	private void agentSays(String text) {
		this.line.prompts().offer(VOICE.say(text).muLaw());
	}

	private List<CallEvent.CallerSaid> said() {
		return this.journal.events()
			.stream()
			.filter(CallEvent.CallerSaid.class::isInstance)
			.map(CallEvent.CallerSaid.class::cast)
			.toList();
	}

	private void pass(CallerScript script, long millis) {
		for (int i = 0; i < millis / 20; i++) {
			this.time.advanceTimeBy(20, TimeUnit.MILLISECONDS);
			this.line.beat(true);
			script.beat();
		}
	}

	private static Line.Streams noStreams() {
		return new Line.Streams() {

			@Override
			public int play(byte[] heard) {
				return 0;
			}

			@Override
			public void send(byte[] said, byte[] heard) {
			}

			@Override
			public Playouts playouts() {
				return new Playouts();
			}

		};
	}

	private final class FakePhone implements CallerScript.Phone {

		@Override
		public Journal journal() {
			return CallerScriptTests.this.journal;
		}

		@Override
		public Line line() {
			return CallerScriptTests.this.line;
		}

		@Override
		public byte[] cough(Duration length) {
			return VOICE.cough((int) length.toMillis());
		}

		@Override
		public byte[] beep(Duration length) {
			return VOICE.beep((int) length.toMillis());
		}

		@Override
		public String keysHeard() {
			return CallerScriptTests.this.keysHeard;
		}

		@Override
		public void press(char digit) {
			CallerScriptTests.this.done.add("press " + digit);
		}

		@Override
		public void hangUp() {
			CallerScriptTests.this.done.add("hang up");
		}

		@Override
		public void dropSockets() {
			CallerScriptTests.this.done.add("drop");
		}

		@Override
		public void closeSockets() {
			CallerScriptTests.this.done.add("close");
		}

		@Override
		public boolean isTransferred() {
			return CallerScriptTests.this.transferred;
		}

	}

}
