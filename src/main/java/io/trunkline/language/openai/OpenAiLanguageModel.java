package io.trunkline.language.openai;

import java.util.List;

import io.trunkline.language.LanguageException;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Prompt;
import io.trunkline.language.Reply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * Any server that speaks OpenAI's streaming chat completions, and another one, or another
 * model, for when it fails before it has begun to answer. Holds no thread for an answer:
 * its elements come on its connection's event loop, a failed deadline on the timer's.
 */
final class OpenAiLanguageModel implements LanguageModel {

	private static final Logger log = LoggerFactory.getLogger(OpenAiLanguageModel.class);

	private final ModelServer first;

	private final @Nullable ModelServer fallback;

	OpenAiLanguageModel(ModelServer first, @Nullable ModelServer fallback) {
		this.first = first;
		this.fallback = fallback;
	}

	@Override
	public Flux<Reply> reply(Prompt prompt) {
		return Flux.defer(() -> ask(prompt))
			.onErrorMap(ChatFailure.class, ChatFailure::toLanguageException)
			.onErrorMap((error) -> !(error instanceof LanguageException), OpenAiLanguageModel::unexpected);
	}

	@Override
	public List<String> missing() {
		return this.first.missing();
	}

	private Flux<Reply> ask(Prompt prompt) {
		ModelServer.Answer answer = this.first.answer(prompt);
		ModelServer other = this.fallback;
		return (other == null) ? answer.replies()
				: answer.replies().onErrorResume((_) -> !answer.hasContent(), (why) -> askInstead(other, prompt, why));
	}

	/** The agent's own model is the other server's, so it is not asked for. */
	private static Flux<Reply> askInstead(ModelServer other, Prompt prompt, Throwable why) {
		log.warn("The model failed, so the fallback is asked: {}", why.getMessage());
		return other.answer(new Prompt("", prompt.instructions(), prompt.messages(), prompt.tools())).replies();
	}

	private static LanguageException unexpected(Throwable error) {
		return ChatFailure.of(error).toLanguageException();
	}

}
