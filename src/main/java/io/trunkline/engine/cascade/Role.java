package io.trunkline.engine.cascade;

import java.util.List;

import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import reactor.core.publisher.Mono;

/** Whom a session thinks for. */
@FunctionalInterface
interface Role {

	/** This agent's prompt of a history, as soon as its instructions are known. */
	Mono<Prompt> prompt(List<Message> history);

}
