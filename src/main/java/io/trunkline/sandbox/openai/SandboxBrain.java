package io.trunkline.sandbox.openai;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.trunkline.sandbox.openai.Conversation.Line;
import io.trunkline.sandbox.openai.Conversation.Role;

/**
 * A receptionist who knows a few things by heart and goes by the words of the caller's
 * last message.
 */
public final class SandboxBrain implements Brain {

	private static final String HOURS = "We are open from nine in the morning to six in the evening, Monday to Friday. "
			+ "On Saturday we open at ten and close at two, and on Sunday we are closed. "
			+ "Around noon it is rather busy, so it is best to come early in the morning. "
			+ "On public holidays you can still leave a message, and we call you back on the next working day.";

	private static final String ADDRESS = "You find us at 12 Station Street, on the second floor, right above the bakery. "
			+ "From the main station it is a walk of five minutes along the river. "
			+ "If you come by car, there is a garage behind the house where the first hour is free. "
			+ "The entrance is on the left side, and the door is open during our opening hours.";

	private static final String PRICES = "A first consultation is free and takes about twenty minutes. "
			+ "After that an hour costs 80 dollars, and a package of five hours costs 350 dollars. "
			+ "You can pay by card or by bank transfer, within thirty days. "
			+ "Students and pensioners get a discount of ten percent.";

	private static final String UNKNOWN = "I am not sure about that, but I can tell you our opening hours, our address "
			+ "and our prices, or put you through to a colleague.";

	private static final List<Habit> HABITS = List.of(
			habit("bye|goodbye|that is all|that's all|that will be all|nothing else|hang up", SandboxBrain::farewell),
			habit("person|human|operator|representative|colleague|somebody|someone|real agent", SandboxBrain::connect),
			habit("say that again|repeat|pardon|what did you say|come again", SandboxBrain::again),
			habit("open|opening|hours|close|closing|closed", always(HOURS)),
			habit("address|where|located|location|directions|find you", always(ADDRESS)),
			habit("price|prices|cost|costs|how much|fee|fees|charge", always(PRICES)),
			habit("appointment|book|booking|reservation|reserve",
					always("With pleasure. Which day and which time would suit you?")),
			habit("robot|machine|who are you|your name", always("I am the assistant of Trunkline, a computer voice.")),
			habit("stop|wait|hold on|one moment", always("Of course. Take your time.")),
			habit("thanks|thank you", always("You are welcome. Is there anything else I can do for you?")),
			habit("how are you", always("I am fine, thank you. What can I do for you?")),
			habit("hello|hi|good morning|good afternoon|good evening", always("Hello. How can I help you?")));

	@Override
	public Answer answer(Conversation conversation) {
		Line last = conversation.last();
		return switch (last.role()) {
			case TOOL -> afterTool(last);
			case SYSTEM -> afterRemark(conversation, last);
			case USER, ASSISTANT -> afterCaller(conversation);
		};
	}

	private static Answer afterCaller(Conversation conversation) {
		String said = lastSaid(conversation, Role.USER);
		if (said.isBlank()) {
			return Answer.say("Hello. How can I help you?");
		}
		String heard = said.toLowerCase(Locale.ROOT);
		return HABITS.stream()
			.filter((habit) -> habit.cue().matcher(heard).find())
			.findFirst()
			.map((habit) -> habit.reaction().apply(conversation))
			.orElseGet(() -> Answer.say("You said: " + said.strip() + " " + UNKNOWN));
	}

	private static Answer afterTool(Line result) {
		boolean failed = result.text().toLowerCase(Locale.ROOT).matches("(?s).*(error|fail|unknown|refused|not ).*");
		return switch (result.tool()) {
			case "hang_up" -> Answer.say("");
			case "transfer" -> Answer.say(failed
					? "I am sorry, nobody can be reached at the moment. " + "Is there anything else I can do for you?"
					: "One moment, please.");
			default -> Answer.say(failed ? "I am sorry, that did not work." : "I found this: " + result.text().strip());
		};
	}

	private static Answer afterRemark(Conversation conversation, Line remark) {
		if (remark.text().contains("transfer did not work")) {
			return Answer
				.say("I am sorry, my colleague cannot take your call. Is there anything else I can do for you?");
		}
		boolean silent = remark.text().toLowerCase(Locale.ROOT).contains("silent");
		return (silent && conversation.lines().size() > 1) ? Answer.say("Are you still there?")
				: afterCaller(conversation);
	}

	private static Answer farewell(Conversation conversation) {
		Answer goodbye = Answer.say("Goodbye, have a nice day.");
		return conversation.tools().contains("hang_up") ? goodbye.andCall("hang_up", "{}") : goodbye;
	}

	private static Answer connect(Conversation conversation) {
		if (!conversation.tools().contains("transfer")) {
			return Answer.say("I am sorry, nobody is free at the moment. May I take a message?");
		}
		return Answer.say("Of course, I will put you through to a colleague.")
			.andCall("transfer", "{\"destination\":\"human\"}");
	}

	private static Answer again(Conversation conversation) {
		String said = lastSaid(conversation, Role.ASSISTANT).replaceAll("\\[[^\\]]*\\]", "").strip();
		return Answer.say(said.isEmpty() ? "Hello. How can I help you?" : "I said: " + said);
	}

	private static String lastSaid(Conversation conversation, Role role) {
		return conversation.lines()
			.reversed()
			.stream()
			.filter((line) -> line.role() == role && !line.text().isBlank())
			.findFirst()
			.map(Line::text)
			.orElse("");
	}

	private static Function<Conversation, Answer> always(String text) {
		return (conversation) -> Answer.say(text);
	}

	private static Habit habit(String cues, Function<Conversation, Answer> reaction) {
		return new Habit(Pattern.compile("\\b(" + cues + ")\\b"), reaction);
	}

	/** What to answer when one of the cues was said. */
	private record Habit(Pattern cue, Function<Conversation, Answer> reaction) {
	}

}
