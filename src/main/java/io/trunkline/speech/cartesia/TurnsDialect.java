package io.trunkline.speech.cartesia;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.trunkline.speech.Hearing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns socket: the model decides when the caller's turn begins and ends. Events that
 * the protocol does not allow where they come are passed over.
 */
final class TurnsDialect implements Dialect {

	private static final Logger log = LoggerFactory.getLogger(TurnsDialect.class);

	private boolean open;

	private boolean eager;

	private String transcript = "";

	@Override
	public List<Step> opened() {
		return List.of();
	}

	@Override
	public List<Step> heard(byte[] frame) {
		return List.of();
	}

	@Override
	public List<Step> received(ByteBuf json) {
		return received(TurnsEvent.decode(json));
	}

	List<Step> received(TurnsEvent event) {
		return switch (event) {
			case TurnsEvent.Connected() -> List.of(new Step.Begin());
			case TurnsEvent.TurnStart() -> this.open ? List.of() : start();
			case TurnsEvent.TurnUpdate(var words) -> this.open ? update(words) : List.of();
			case TurnsEvent.TurnEagerEnd(var words) -> this.open ? endEagerly(words) : List.of();
			case TurnsEvent.TurnResume() -> this.eager ? resume() : List.of();
			case TurnsEvent.TurnEnd(var words) -> this.open ? end(words) : List.of();
			case TurnsEvent.Failed(var refusal) -> List.of(new Step.Fail(CartesiaErrors.refused(refusal)));
			case TurnsEvent.Unrecognised(var type) -> {
				log.debug("Passed over a turns event of type {}", type);
				yield List.of();
			}
		};
	}

	@Override
	public boolean turnOpen() {
		return this.open;
	}

	@Override
	public String goodbye() {
		return "{\"type\":\"close\"}";
	}

	@Override
	public List<Step> over() {
		return this.open ? end(this.transcript) : List.of();
	}

	private List<Step> start() {
		this.open = true;
		this.transcript = "";
		return tell(new Hearing.TurnStarted());
	}

	private List<Step> update(String words) {
		this.transcript = words;
		return tell(new Hearing.TurnUpdated(words));
	}

	/** A second eager end takes the first one back, unless it says the same. */
	private List<Step> endEagerly(String words) {
		boolean again = this.eager;
		boolean same = again && words.equals(this.transcript);
		this.eager = true;
		this.transcript = words;
		Step ended = new Step.Tell(new Hearing.TurnEagerlyEnded(words));
		if (same) {
			return List.of();
		}
		return again ? List.of(new Step.Tell(new Hearing.TurnResumed()), ended) : List.of(ended);
	}

	private List<Step> resume() {
		this.eager = false;
		return tell(new Hearing.TurnResumed());
	}

	private List<Step> end(String words) {
		this.open = false;
		this.eager = false;
		return tell(new Hearing.TurnEnded(words));
	}

	private static List<Step> tell(Hearing hearing) {
		return List.of(new Step.Tell(hearing));
	}

}
