package io.trunkline.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.trunkline.agent.tool.ArgumentSchema;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Invocation;
import io.trunkline.agent.tool.Tool;
import io.trunkline.agent.tool.ToolSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** A tool that reads and one that writes; either may be late, fail or hang. */
final class SimulatedTools implements ToolSource {

	private static final ArgumentSchema NOTHING = ArgumentSchema.none();

	private final World world;

	private final World.Dice dice;

	private final Faults faults;

	private final Invariants invariants;

	SimulatedTools(World world, Faults faults, Invariants invariants) {
		this.world = world;
		this.dice = world.dice("tools");
		this.faults = faults;
		this.invariants = invariants;
	}

	@Override
	public List<String> entries() {
		return List.of("look", "book");
	}

	@Override
	public Optional<Supplier<List<Tool>>> find(String entry) {
		return switch (entry) {
			case "look" -> Optional.of(() -> List.of(tool("look", Effect.READ)));
			case "book" -> Optional.of(() -> List.of(tool("book", Effect.WRITE)));
			default -> Optional.empty();
		};
	}

	private Tool tool(String name, Effect effect) {
		return new Tool(name, "Does something.", NOTHING, effect, Duration.ofSeconds(6), Tool.MAX_OUTPUT,
				(invocation) -> run(invocation, effect));
	}

	private Mono<String> run(Invocation invocation, Effect effect) {
		return Mono.create((sink) -> {
			this.world.note("run " + effect + " " + invocation.id());
			this.invariants.toolRuns(invocation.id(), effect);
			sink.onDispose(() -> this.invariants.toolStopped(invocation.id()));
			answer(sink);
		});
	}

	private void answer(MonoSink<String> sink) {
		int after = this.dice.chance(70) ? this.dice.between(0, 1500) : this.dice.between(1500, 5900);
		if (!this.dice.chance(this.faults.tools())) {
			this.world.after(after, () -> sink.success("done"));
		}
		else if (this.dice.chance(50)) {
			this.world.after(after, () -> sink.error(new IllegalStateException("simulated")));
		}
	}

}
