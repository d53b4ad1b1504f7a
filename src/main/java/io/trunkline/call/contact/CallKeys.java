package io.trunkline.call.contact;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.trunkline.agent.Agent;
import io.trunkline.keys.KeyEffect;
import io.trunkline.keys.KeyRules;
import io.trunkline.keys.Keypad;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.CallLoop;
import io.trunkline.turn.TurnEvent;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The keys that the caller presses, on their way to becoming a turn of the caller.
 * Belongs to the call's loop. What was entered last is kept for tools, and for nobody
 * else.
 */
public final class CallKeys {

	private final CallLoop loop;

	private final Consumer<TurnEvent> turns;

	private final Disposable.Swap waiting = Disposables.swap();

	private Map<String, String> bound;

	private Keypad keypad;

	private Secret entered = new Secret("");

	public CallKeys(Agent.Keys keys, CallLoop loop, Consumer<TurnEvent> turns) {
		this.loop = loop;
		this.turns = turns;
		this.bound = keys.bound();
		this.keypad = Keypad.of(rules(keys), symbols(keys));
	}

	public void pressed(char symbol, Instant at) {
		take(this.keypad.pressed(symbol, at));
	}

	/** The next entry is collected by these rules. */
	public void ask(Agent.Keys keys) {
		this.keypad = this.keypad.asking(rules(keys));
	}

	/** Another agent has the call. */
	public void become(Agent agent) {
		this.bound = agent.keys().bound();
		this.keypad = this.keypad.with(rules(agent.keys()), symbols(agent.keys()));
	}

	/** What the caller entered last; not set if nothing was. */
	public Secret entered() {
		return this.entered;
	}

	public void close() {
		this.waiting.dispose();
		this.entered = new Secret("");
	}

	private void take(Keypad.Change change) {
		this.keypad = change.keypad();
		change.effects().forEach((effect) -> {
			switch (effect) {
				case KeyEffect.Collecting() -> this.turns.accept(new TurnEvent.CallerKeying());
				case KeyEffect.Wait(var time) ->
					this.waiting.update(this.loop.schedule(time, () -> take(this.keypad.waited())));
				case KeyEffect.Bound(char key) -> this.turns
					.accept(new TurnEvent.TransferCalledFor(this.bound.getOrDefault(String.valueOf(key), "")));
				case KeyEffect.Entered(var entry) -> {
					this.entered = new Secret(entry.keys());
					this.turns.accept(new TurnEvent.CallerKeyed(entry.shown()));
				}
			}
		});
	}

	private static KeyRules rules(Agent.Keys keys) {
		return new KeyRules(keys.terminator(), keys.length(), keys.timeout(), keys.secret());
	}

	private static Set<Character> symbols(Agent.Keys keys) {
		return keys.bound().keySet().stream().map((key) -> key.charAt(0)).collect(Collectors.toUnmodifiableSet());
	}

}
