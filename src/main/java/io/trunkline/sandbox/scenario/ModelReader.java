package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.trunkline.sandbox.openai.Answer;
import io.trunkline.sandbox.openai.ModelFault;
import io.trunkline.sandbox.openai.ModelOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the model of a scenario says. */
final class ModelReader {

	private static final Set<String> KEYS = Set.of("first-token", "between-tokens", "answers");

	private static final Set<String> RULE = Set.of("when", "told", "says", "calls", "first-token", "fails", "times");

	/** Events of an answer that are sent before it breaks off. */
	private static final int SOME = 8;

	private ModelReader() {
	}

	static Scenario.Model read(@Nullable Entry entry) {
		Map<String, Entry> keys = (entry != null) ? entry.keys(KEYS) : Map.of();
		ModelOptions usual = ModelOptions.defaults();
		List<ModelRule> rules = new ArrayList<>();
		if (keys.get("answers") != null) {
			keys.get("answers").items().forEach((rule) -> rules.add(rule(rule)));
		}
		return new Scenario.Model(duration(keys.get("first-token")).orElse(usual.firstToken()),
				duration(keys.get("between-tokens")).orElse(usual.betweenTokens()), rules);
	}

	private static ModelRule rule(Entry entry) {
		Map<String, Entry> keys = entry.keys(RULE);
		boolean empty = !keys.containsKey("says") && !keys.containsKey("calls") && !keys.containsKey("fails");
		if (empty) {
			throw entry.wrong("an answer says, calls or fails");
		}
		Entry times = keys.get("times");
		return new ModelRule(text(keys.get("when")), text(keys.get("told")), answer(keys),
				duration(keys.get("first-token")), Optional.ofNullable(keys.get("fails")).map(ModelReader::fault),
				(times != null) ? times.number() : 0);
	}

	private static Answer answer(Map<String, Entry> keys) {
		Answer answer = Answer.say(text(keys.get("says")));
		Entry calls = keys.get("calls");
		if (calls == null) {
			return answer;
		}
		if (calls.isText()) {
			return answer.andCall(calls.text(), "{}");
		}
		for (Map.Entry<String, Entry> call : calls.keys().entrySet()) {
			answer = answer.andCall(call.getKey(), JsonMapper.shared().writeValueAsString(call.getValue().value()));
		}
		return answer;
	}

	private static ModelFault fault(Entry entry) {
		return switch (entry.text()) {
			case "cut" -> new ModelFault.Cut(SOME);
			case "lost" -> new ModelFault.Cut(0);
			case "stall" -> new ModelFault.Stall(SOME);
			default -> new ModelFault.Refuse(entry.number(), "sandbox_fault");
		};
	}

	private static String text(@Nullable Entry entry) {
		return (entry != null) ? entry.text().strip() : "";
	}

	private static Optional<Duration> duration(@Nullable Entry entry) {
		return Optional.ofNullable(entry).map(Entry::duration);
	}

}
