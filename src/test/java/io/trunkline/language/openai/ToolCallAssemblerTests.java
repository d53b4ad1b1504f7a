package io.trunkline.language.openai;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.trunkline.language.ToolCall;
import io.trunkline.language.openai.ChatEvent.FunctionDelta;
import io.trunkline.language.openai.ChatEvent.ToolCallDelta;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ToolCallAssemblerTests {

	private final ToolCallAssembler assembler = new ToolCallAssembler(() -> "call_fresh");

	@Test
	void fragmentsAreJoinedByIndex() {
		add(0, "call_A1", "lookup_order", "");
		add(0, "", "", "{\"or");
		add(1, "call_B2", "get_time", "{}");
		add(0, "", "", "der\":7}");
		assertThat(this.assembler.takeAll()).containsExactly(new ToolCall("call_A1", "lookup_order", "{\"order\":7}"),
				new ToolCall("call_B2", "get_time", "{}"));
	}

	@Test
	void anotherIdAtTheSameIndexBeginsAnotherCall() {
		add(0, "call_A1", "hang_up", "{\"a\":");
		add(0, "call_A1", "", "1}");
		add(0, "call_B2", "transfer", "{}");
		assertThat(this.assembler.takeAll()).containsExactly(new ToolCall("call_A1", "hang_up", "{\"a\":1}"),
				new ToolCall("call_B2", "transfer", "{}"));
	}

	@Test
	void emptyIdsAndNamesTakeNothingAway() {
		add(0, "call_A1", "hang_up", "{");
		add(0, "", "", "}");
		assertThat(this.assembler.takeAll()).containsExactly(new ToolCall("call_A1", "hang_up", "{}"));
	}

	@Test
	void withoutAnIndexTheLatestCallGoesOn() {
		add(null, "call_A1", "hang_up", "{");
		add(null, "", "", "}");
		add(null, "call_B2", "transfer", "");
		add(null, "", "", "{}");
		assertThat(this.assembler.takeAll()).containsExactly(new ToolCall("call_A1", "hang_up", "{}"),
				new ToolCall("call_B2", "transfer", "{}"));
	}

	@Test
	void anIdMayComeLate() {
		add(0, "", "hang_up", "{");
		add(0, "call_A1", "", "}");
		assertThat(this.assembler.takeAll()).containsExactly(new ToolCall("call_A1", "hang_up", "{}"));
	}

	@Test
	void blankArgumentsAreAnEmptyObjectAndAMissingIdIsMadeUp() {
		add(0, "", "hang_up", " ");
		assertThat(this.assembler.takeAll()).containsExactly(new ToolCall("call_fresh", "hang_up", "{}"));
	}

	@Test
	void argumentsMayBeTheObjectItself() {
		this.assembler.add(new ToolCallDelta(0, "call_A1",
				new FunctionDelta("transfer", ChatJson.MAPPER.readTree("{\"destination\":\"human\"}"))));
		assertThat(this.assembler.takeAll())
			.containsExactly(new ToolCall("call_A1", "transfer", "{\"destination\":\"human\"}"));
	}

	@Test
	void aCallWithoutANameIsDropped() {
		this.assembler.add(new ToolCallDelta(0, "call_A1", null));
		assertThat(this.assembler.takeAll()).isEmpty();
	}

	@Test
	void callsAreGivenAwayOnce() {
		add(0, "call_A1", "hang_up", "{}");
		assertThat(this.assembler.takeAll()).hasSize(1);
		assertThat(this.assembler.takeAll()).isEmpty();
	}

	@Test
	void endlessArgumentsFail() {
		String piece = "x".repeat(1024);
		assertThatExceptionOfType(ChatFailure.class)
			.isThrownBy(() -> IntStream.rangeClosed(0, 256).forEach((_) -> add(0, "call_A1", "hang_up", piece)));
	}

	/** Calls that are cut and mixed as any known server does come out whole. */
	@ParameterizedTest
	@MethodSource("seeds")
	void randomCallsSurviveCutting(long seed) {
		Random random = new Random(seed);
		List<ToolCall> calls = randomCalls(random);
		boolean parallel = random.nextBoolean();
		List<Deque<ToolCallDelta>> lines = new ArrayList<>();
		for (int i = 0; i < calls.size(); i++) {
			// Without distinct indexes the calls can only come one after another.
			lines.add(cut(calls.get(i), parallel ? Integer.valueOf(i) : (random.nextBoolean() ? 0 : null), random));
		}
		// Each call begins in its order; afterwards the fragments mix.
		if (parallel) {
			lines.forEach((line) -> this.assembler.add(line.removeFirst()));
		}
		while (lines.stream().anyMatch((line) -> !line.isEmpty())) {
			lines.removeIf(Deque::isEmpty);
			Deque<ToolCallDelta> line = lines.get(parallel ? random.nextInt(lines.size()) : 0);
			this.assembler.add(line.removeFirst());
		}
		assertThat(this.assembler.takeAll()).as("seed %d", seed).isEqualTo(calls);
	}

	static IntStream seeds() {
		return IntStream.range(0, 500);
	}

	private static List<ToolCall> randomCalls(Random random) {
		return IntStream.rangeClosed(0, random.nextInt(4))
			.mapToObj((i) -> new ToolCall("call_" + i, random.nextBoolean() ? "hang_up" : "transfer",
					"{\"n\":\"" + "é🎉x".repeat(random.nextInt(4)) + "\"}"))
			.toList();
	}

	private static Deque<ToolCallDelta> cut(ToolCall call, @Nullable Integer index, Random random) {
		Deque<ToolCallDelta> fragments = new ArrayDeque<>();
		int from = 0;
		do {
			int to = Math.min(call.arguments().length(), from + random.nextInt(5));
			boolean first = fragments.isEmpty();
			// Many servers repeat id and name, some send them empty.
			boolean named = first || random.nextInt(3) == 0;
			fragments.add(delta(index, named ? call.id() : "", named ? call.name() : "",
					call.arguments().substring(from, to)));
			from = to;
		}
		while (from < call.arguments().length());
		return fragments;
	}

	private void add(@Nullable Integer index, String id, String name, String arguments) {
		this.assembler.add(delta(index, id, name, arguments));
	}

	private static ToolCallDelta delta(@Nullable Integer index, String id, String name, String arguments) {
		return new ToolCallDelta(index, id,
				new FunctionDelta(name, ChatJson.MAPPER.getNodeFactory().stringNode(arguments)));
	}

}
