package io.trunkline.language.openai;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.trunkline.language.Message;
import io.trunkline.language.Message.Agent;
import io.trunkline.language.Message.Caller;
import io.trunkline.language.Message.Note;
import io.trunkline.language.Message.ToolResult;
import io.trunkline.language.ToolCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryTests {

	private static final ToolCall A = new ToolCall("call_A1", "lookup", "{}");

	private static final ToolCall B = new ToolCall("call_B2", "transfer", "{}");

	@Test
	void aConversationInOrderStaysAsItIs() {
		List<Message> messages = List.of(new Caller("Hi"), new Agent("One moment.", List.of(A, B)),
				new ToolResult("call_A1", "7"), new ToolResult("call_B2", "ok"), new Agent("Done.", List.of()),
				new Note("The caller is silent."));
		assertThat(History.settle(messages)).isEqualTo(messages);
	}

	@Test
	void aMissingResultIsCancelled() {
		assertThat(History
			.settle(List.of(new Agent("", List.of(A, B)), new ToolResult("call_B2", "ok"), new Caller("Stop"))))
			.containsExactly(new Agent("", List.of(A, B)), new ToolResult("call_A1", History.CANCELLED),
					new ToolResult("call_B2", "ok"), new Caller("Stop"));
	}

	@Test
	void aLateResultMovesToItsCall() {
		assertThat(
				History.settle(List.of(new Agent("", List.of(A)), new Caller("Well?"), new ToolResult("call_A1", "7"))))
			.containsExactly(new Agent("", List.of(A)), new ToolResult("call_A1", "7"), new Caller("Well?"));
	}

	@Test
	void resultsWithoutACallAndSecondResultsAreDropped() {
		assertThat(History.settle(List.of(new ToolResult("call_A1", "early"), new Agent("", List.of(A)),
				new ToolResult("call_A1", "7"), new ToolResult("call_A1", "8"), new ToolResult("call_X", "9"))))
			.containsExactly(new Agent("", List.of(A)), new ToolResult("call_A1", "7"));
	}

	@Test
	void anIdThatComesAgainTakesTheNextResult() {
		assertThat(History.settle(List.of(new Agent("", List.of(A)), new ToolResult("call_A1", "7"),
				new Agent("", List.of(A)), new ToolResult("call_A1", "8"))))
			.containsExactly(new Agent("", List.of(A)), new ToolResult("call_A1", "7"), new Agent("", List.of(A)),
					new ToolResult("call_A1", "8"));
	}

	@Test
	void anAgentThatDidNothingIsDropped() {
		assertThat(History.settle(List.of(new Agent("", List.of()), new Caller("Hi"))))
			.containsExactly(new Caller("Hi"));
	}

	/** No server refuses what comes out, and settling it again changes nothing. */
	@ParameterizedTest
	@MethodSource("seeds")
	void randomConversationsAreSettled(long seed) {
		Random random = new Random(seed);
		List<Message> settled = History.settle(randomMessages(random));
		Set<String> open = new HashSet<>();
		for (Message message : settled) {
			if (message instanceof ToolResult result) {
				assertThat(open.remove(result.callId())).as("seed %d: result of an open call", seed).isTrue();
				continue;
			}
			assertThat(open).as("seed %d: calls without a result", seed).isEmpty();
			if (message instanceof Agent agent) {
				agent.calls().forEach((call) -> open.add(call.id()));
			}
		}
		assertThat(open).as("seed %d: calls without a result", seed).isEmpty();
		assertThat(History.settle(settled)).as("seed %d", seed).isEqualTo(settled);
	}

	static IntStream seeds() {
		return IntStream.range(0, 300);
	}

	private static List<Message> randomMessages(Random random) {
		List<Message> messages = new ArrayList<>();
		for (int i = random.nextInt(12); i > 0; i--) {
			messages.add(switch (random.nextInt(5)) {
				case 0 -> new Caller("c" + i);
				case 1 -> new Note("n" + i);
				case 2 -> new Agent(random.nextBoolean() ? "a" : "", random.nextBoolean() ? List.of(A, B) : List.of(B));
				default -> new ToolResult(random.nextBoolean() ? "call_A1" : "call_B2", "r" + i);
			});
		}
		return messages;
	}

}
