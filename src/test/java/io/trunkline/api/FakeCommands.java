package io.trunkline.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.trunkline.call.CallCommands;
import reactor.core.publisher.Mono;

/** Notes what calls are told. */
final class FakeCommands implements CallCommands {

	final List<String> told = new CopyOnWriteArrayList<>();

	private volatile Mono<Void> answer = Mono.empty();

	void answer(Mono<Void> next) {
		this.answer = next;
	}

	@Override
	public Mono<Void> say(String call, String sentence) {
		return note("say " + call + " " + sentence);
	}

	@Override
	public Mono<Void> whisper(String call, String note) {
		return note("whisper " + call + " " + note);
	}

	@Override
	public Mono<Void> transfer(String call, String destination) {
		return note("transfer " + call + " " + destination);
	}

	@Override
	public Mono<Void> hangUp(String call) {
		return note("hangUp " + call);
	}

	private Mono<Void> note(String command) {
		return Mono.defer(() -> {
			this.told.add(command);
			return this.answer;
		});
	}

}
