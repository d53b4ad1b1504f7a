package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.agent.tool.ArgumentSchema;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Tool;
import io.trunkline.agent.tool.ToolSource;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.engine.FakeSession;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys in a whole call. */
class CallKeysTests {

	private static final Instant BEGINNING = Instant.parse("2026-11-21T10:00:00Z");

	private static final ToolCall LOOK = new ToolCall("call_2", "look", "{}");

	private final List<String> seen = new ArrayList<>();

	private final ToolSource tools = Toolbelts.source(new Tool("look", "Looks.", ArgumentSchema.none(), Effect.READ,
			Duration.ofSeconds(5), 1000, (invocation) -> {
				this.seen.add(invocation.context().keyed().value());
				return Mono.just("found");
			}));

	private final CallUnderTest call = CallUnderTest.inbound(this.tools, "tools", "hang_up,ask_digits,send_digits,look",
			"keys.bound.0", "human");

	@AfterEach
	void nothingIsLeft() {
		this.call.close();
	}

	@Test
	void entryIsATurnOfTheCallerAndIsAnswered() {
		open();
		this.call.session().answer("Thank you.");
		press("47", 0);
		press("11#", 500);
		this.call.pass(1000);
		assertThat(this.call.session().histories().getLast()).endsWith(new Message.Caller("(keys) 4711"));
		assertThat(this.call.events()).contains(new CallEvent.CallerKeyed("4711"));
		assertThat(this.call.agentSaid()).endsWith("Thank you.");
	}

	@Test
	void firstKeySilencesTheAgentAtOnce() {
		open();
		this.call.session()
			.answer(FakeSession.spoken("one two three four five six seven eight nine ten").concatWith(Flux.never()));
		this.call.session().hear("Count, please.");
		this.call.pass(450);
		press("1", 0);
		assertThat(this.call.stream().clears()).hasSize(1);
		assertThat(this.call.session().cancelled()).isOne();
		assertThat(this.call.agentSaid()).endsWith("one two three four");
	}

	@Test
	void secretEntryIsSeenByToolsAndByNobodyElse() {
		open();
		this.call.session()
			.answer("Your PIN, please.", new ToolCall("call_1", "ask_digits", "{\"secret\":true,\"length\":4}"));
		this.call.session().hear("My balance.");
		this.call.pass(1000);
		assertThat(this.call.session().histories()).as("the words beside the tool are all").hasSize(1);
		this.call.session().answer("", LOOK);
		this.call.session().answer("You have ten dollars.");
		press("0815", 0);
		this.call.pass(2000);
		assertThat(this.seen).containsExactly("0815");
		assertThat(this.call.events()).contains(new CallEvent.CallerKeyed("[4 digits, kept secret]"));
		assertThat(this.call.session().histories().getLast())
			.contains(new Message.Caller("(keys) [4 digits, kept secret]"))
			.contains(new Message.ToolResult("call_1", "The next digits are collected so."));
		assertThat(this.call.session().histories().toString() + this.call.events()).doesNotContain("0815");
		assertThat(this.call.agentSaid()).endsWith("You have ten dollars.");
	}

	@Test
	void onlyTheEntryThatWasAskedForIsSecret() {
		open();
		this.call.session().answer("PIN?", new ToolCall("call_1", "ask_digits", "{\"secret\":true}"));
		this.call.session().hear("My balance.");
		this.call.pass(1000);
		press("1#", 0);
		this.call.pass(1000);
		press("2#", 3000);
		this.call.pass(1000);
		assertThat(this.call.events()).contains(new CallEvent.CallerKeyed("[1 digit, kept secret]"),
				new CallEvent.CallerKeyed("2"));
	}

	@Test
	void boundKeyTransfersAfterAPhrase() {
		open();
		press("0", 0);
		this.call.pass(2000);
		assertThat(this.call.agentSaid()).endsWith("One moment, I will put you through.");
		assertThat(this.call.asked()).containsExactly("transfer");
		assertThat(this.call.outcomes()).containsExactly(Outcome.TRANSFERRED);
	}

	@Test
	void keysAtTheEndOfTheCallLeaveNothingBehind() {
		open();
		press("12", 0);
	}

	@Test
	void digitsThatCannotBeSentAreExplainedToTheModel() {
		open();
		this.call.session().answer("", new ToolCall("call_1", "send_digits", "{\"digits\":\"1w2#\"}"));
		this.call.session().answer("I could not press it.");
		this.call.session().hear("Press one for sales.");
		this.call.pass(2000);
		assertThat(this.call.session().histories().getLast())
			.contains(new Message.ToolResult("call_1", "The carrier has been asked to do it."))
			.last()
			.isInstanceOfSatisfying(Message.Note.class,
					(note) -> assertThat(note.text()).startsWith("The digits could not be sent"));
		assertThat(this.call.agentSaid()).endsWith("I could not press it.");
		assertThat(this.call.outcomes()).isEmpty();
	}

	private void open() {
		this.call.open();
		this.call.pass(1000);
	}

	/** One key each 100 ms of the carrier's clock, all told at once. */
	private void press(String keys, int from) {
		for (int at = 0; at < keys.length(); at++) {
			this.call.call().key(keys.charAt(at), BEGINNING.plusMillis(from + at * 100L));
		}
		this.call.pass(0);
	}

}
