package io.trunkline.engine.realtime;

import java.util.ArrayList;
import java.util.List;

import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConversationTests {

	private final Conversation conversation = new Conversation("x_");

	private final List<Message> history = new ArrayList<>();

	@Test
	void whatTheCallerSaidAsSoundIsNotToldAgain() {
		heard("i1", "What time is it?");
		this.history.add(new Message.Caller("what time is it"));
		assertThat(follow()).isEmpty();
	}

	@Test
	void stockPhraseStandsBeforeTheAnswerToIt() {
		heard("i1", "A table, please.");
		this.history.add(new Message.Agent("Hello. What can I do?", List.of()));
		this.history.add(new Message.Caller("A table, please."));
		assertThat(follow()).containsExactly("""
				{"type":"conversation.item.create","previous_item_id":"root","item":{"id":"x_1","type":"message",\
				"role":"assistant","content":[{"type":"output_text","text":"Hello. What can I do?"}]}}""");
		assertThat(follow()).isEmpty();
	}

	@Test
	void replyStaysSoundThoughOnlyItsBeginningWasHeard() {
		heard("i1", "When?");
		this.conversation.speaks("i2");
		this.conversation.written("i2", "We open ", false);
		this.conversation.written("i2", "at nine.", false);
		heard("i3", "Wait!");
		this.history.add(new Message.Caller("When?"));
		this.history.add(new Message.Agent("We open", List.of()));
		this.history.add(new Message.Note("The caller interrupted."));
		this.history.add(new Message.Caller("Wait!"));
		assertThat(follow()).containsExactly("""
				{"type":"conversation.item.create","previous_item_id":"i2","item":{"id":"x_1","type":"message",\
				"role":"system","content":[{"type":"input_text","text":"The caller interrupted."}]}}""");
	}

	@Test
	void replyOfWhichNothingWasHeardIsDeleted() {
		heard("i1", "When?");
		this.conversation.speaks("i2");
		this.conversation.written("i2", "We open at nine.", false);
		heard("i3", "And where?");
		this.history.add(new Message.Caller("When?"));
		this.history.add(new Message.Caller("And where?"));
		assertThat(follow()).containsExactly("{\"type\":\"conversation.item.delete\",\"item_id\":\"i2\"}");
	}

	@Test
	void acknowledgementThatDidNotCountIsDeletedOnceTheConversationIsBeyondIt() {
		heard("i1", "Mm-hm.");
		heard("i2", "And where?");
		this.history.add(new Message.Caller("And where?"));
		assertThat(follow()).containsExactly("{\"type\":\"conversation.item.delete\",\"item_id\":\"i1\"}");
	}

	@Test
	void whatTheHistoryDoesNotHaveYetIsKept() {
		heard("i1", "When?");
		heard("i2", "And where?");
		this.history.add(new Message.Caller("When?"));
		assertThat(follow()).isEmpty();
	}

	@Test
	void whatWasThoughtTooEarlyIsDeletedThoughNothingFollowsIt() {
		this.history.add(new Message.Caller("When?"));
		follow();
		this.conversation.speaks("i1");
		this.conversation.written("i1", "We open at nine.", false);
		this.history.set(0, new Message.Caller("Where, please?"));
		assertThat(follow()).hasSize(3).first().asString().contains("\"previous_item_id\":\"root\"", "Where, please?");
		assertThat(follow()).isEmpty();
	}

	@Test
	void replyThatTheCallerSpokeOverBeforeItWasHeardIsDeletedThoughBothTurnsBecameOne() {
		heard("i1", "I would like");
		this.conversation.speaks("i2");
		this.conversation.written("i2", "Yes?", false);
		heard("i3", "a table.");
		this.history.add(new Message.Caller("I would like a table."));
		assertThat(follow()).containsExactly("{\"type\":\"conversation.item.delete\",\"item_id\":\"i2\"}");
		assertThat(follow()).isEmpty();
	}

	@Test
	void resultOfAToolFollowsItsCall() {
		heard("i1", "What time is it?");
		this.conversation.called("i2", "call_1");
		this.history.add(new Message.Caller("What time is it?"));
		this.history.add(new Message.Agent("", List.of(new ToolCall("call_1", "get_time", "{}"))));
		this.history.add(new Message.ToolResult("call_1", "9:30"));
		assertThat(follow()).containsExactly("""
				{"type":"conversation.item.create","item":{"id":"x_1","type":"function_call_output",\
				"call_id":"call_1","output":"9:30"}}""");
		assertThat(follow()).isEmpty();
	}

	@Test
	void freshSessionLearnsEverythingInItsOrder() {
		this.history.add(new Message.Caller("What time is it?"));
		this.history.add(new Message.Agent("Let me see.", List.of(new ToolCall("call_1", "get_time", "{}"))));
		this.history.add(new Message.ToolResult("call_1", "9:30"));
		this.history.add(new Message.Agent("Half past nine.", List.of()));
		List<String> events = follow();
		assertThat(events).hasSize(5);
		assertThat(events.getFirst()).contains("\"previous_item_id\":\"root\"", "input_text", "What time is it?");
		assertThat(events.get(2)).contains("function_call\"", "\"name\":\"get_time\"").doesNotContain("previous");
		assertThat(events.get(4)).contains("output_text", "Half past nine.");
		assertThat(follow()).isEmpty();
	}

	@Test
	void turnOfTheCallerInSeveralPiecesIsOneMessage() {
		heard("i1", "I would like");
		heard("i2", "a table.");
		this.history.add(new Message.Caller("I would like a table."));
		this.history.add(new Message.Note("It is late."));
		assertThat(follow()).hasSize(1).first().asString().contains("It is late.").doesNotContain("previous");
	}

	@Test
	void unwrittenWordsStaySoundEvenWhenTheyComeLater() {
		this.conversation.heard("i1");
		this.history.add(new Message.Caller(CallerTurns.UNWRITTEN));
		assertThat(follow()).isEmpty();
		this.conversation.written("i1", "Anybody there?", true);
		assertThat(follow()).isEmpty();
	}

	@Test
	void summaryTakesThePlaceOfWhatItSums() {
		heard("i1", "When?");
		this.conversation.speaks("i2");
		this.conversation.written("i2", "At nine.", false);
		heard("i3", "And where?");
		this.history.add(new Message.Note("Summary: they open at nine."));
		this.history.add(new Message.Caller("And where?"));
		assertThat(follow()).hasSize(3)
			.anyMatch((event) -> event.contains("\"previous_item_id\":\"root\"") && event.contains("Summary"))
			.anyMatch((event) -> event.contains("delete") && event.contains("i1"))
			.anyMatch((event) -> event.contains("delete") && event.contains("i2"));
	}

	@Test
	void whatTheServerMadeUnaskedIsDeleted() {
		this.conversation.stray("i1");
		heard("i2", "Hello?");
		this.history.add(new Message.Caller("Hello?"));
		assertThat(follow()).hasSize(1).first().asString().contains("delete", "i1");
	}

	private void heard(String item, String words) {
		this.conversation.heard(item);
		this.conversation.written(item, words, true);
	}

	private List<String> follow() {
		return this.conversation.follow(this.history).stream().map(ClientEvent::json).toList();
	}

}
