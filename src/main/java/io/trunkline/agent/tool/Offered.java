package io.trunkline.agent.tool;

import java.util.function.Function;

import io.trunkline.agent.tool.ArgumentSchema.Checked;

/**
 * A tool as one agent has it.
 *
 * @param deed what a call with arguments that fit amounts to
 */
record Offered(String name, String description, ArgumentSchema arguments, Function<Invocation, Deed> deed) {

	static Offered of(Tool tool, ToolRunner runner) {
		return new Offered(tool.name(), tool.description(), tool.arguments(),
				(invocation) -> new Deed.Run(tool.name(), tool.effect(), runner.result(tool, invocation)));
	}

	ToolDescription described() {
		return new ToolDescription(this.name, this.description, this.arguments.text());
	}

	Deed check(String id, String given, ToolContext context) {
		return switch (this.arguments.check(given)) {
			case Checked.Fit(var fit) -> this.deed.apply(new Invocation(id, fit, context));
			case Checked.Unfit(String reason) -> new Deed.Refused(reason);
		};
	}

}
