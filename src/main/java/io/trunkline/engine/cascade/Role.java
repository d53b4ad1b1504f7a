package io.trunkline.engine.cascade;

import java.util.List;
import java.util.function.Function;

import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import reactor.core.publisher.Mono;

/**
 * Whom a session speaks for.
 *
 * @param prompts makes this agent's prompt of a history, as soon as its instructions are
 * known
 * @param diction how it speaks
 */
record Role(Function<List<Message>, Mono<Prompt>> prompts, Diction diction) {
}
