package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.trunkline.audio.AudioFormat;
import io.trunkline.speech.Hearing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns socket: the model decides when the caller's turn begins and ends. Events that
 * the protocol does not allow where they come are passed over.
 */
final class TurnsDialect implements Dialect {

	private static final Logger log = LoggerFactory.getLogger(TurnsDialect.class);

	/** A turn ends after its speech. */
	private static final int TRAIL = AudioFormat.TELEPHONE.bytesIn(Duration.ofMillis(250));

	/** For a new connection to notice a turn that goes on, in the audio's own time. */
	private static final int PATIENCE = AudioFormat.TELEPHONE.bytesIn(Duration.ofSeconds(3));

	private final TurnText text = new TurnText();

	private boolean open;

	private boolean eager;

	private final AudioHeard audio = new AudioHeard();

	@Override
	public List<Step> opened() {
		return List.of();
	}

	@Override
	public List<Step> heard(byte[] frame) {
		this.audio.add(frame.length);
		return this.audio.inVain(frame.length) ? end(this.text.told()) : List.of();
	}

	@Override
	public List<Step> received(ByteBuf json) {
		return received(TurnsEvent.decode(json));
	}

	List<Step> received(TurnsEvent event) {
		return switch (event) {
			case TurnsEvent.Connected() -> List.of(new Step.Begin());
			case TurnsEvent.TurnStart() -> this.open ? goOn() : start();
			case TurnsEvent.TurnUpdate(var words) -> this.open ? update(this.text.update(words)) : List.of();
			case TurnsEvent.TurnEagerEnd(var words) -> this.open ? endEagerly(words) : List.of();
			case TurnsEvent.TurnResume() -> this.eager ? resume() : List.of();
			case TurnsEvent.TurnEnd(var words) -> this.open ? end(this.text.whole(words)) : List.of();
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
	public int owed() {
		return this.audio.owed(this.open);
	}

	@Override
	public List<Step> reconnecting(int replayed) {
		if (this.open) {
			this.text.reconnecting(replayed >= owed());
			this.audio.await(replayed + PATIENCE);
		}
		this.audio.replayed(replayed);
		return this.eager ? resume() : List.of();
	}

	@Override
	public String goodbye() {
		return "{\"type\":\"close\"}";
	}

	@Override
	public List<Step> over() {
		return this.open ? end(this.text.told()) : List.of();
	}

	private List<Step> start() {
		this.open = true;
		this.audio.begun(this.audio.position());
		this.text.begin();
		return tell(new Hearing.TurnStarted());
	}

	/** A new connection noticed the turn that was open before. */
	private List<Step> goOn() {
		this.audio.noticed();
		return List.of();
	}

	private static List<Step> update(@Nullable String words) {
		return (words != null) ? tell(new Hearing.TurnUpdated(words)) : List.of();
	}

	/** A second eager end takes the first one back, unless it says the same. */
	private List<Step> endEagerly(String words) {
		String before = this.text.told();
		String whole = this.text.update(words);
		if (whole == null) {
			return List.of();
		}
		boolean again = this.eager;
		boolean same = again && whole.equals(before);
		this.eager = true;
		Step ended = new Step.Tell(new Hearing.TurnEagerlyEnded(whole));
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
		this.audio.noticed();
		this.audio.settled(Math.max(this.audio.settled(), this.audio.position() - TRAIL));
		return tell(new Hearing.TurnEnded(words));
	}

	private static List<Step> tell(Hearing hearing) {
		return List.of(new Step.Tell(hearing));
	}

}
