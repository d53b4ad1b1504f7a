package io.trunkline.speech.cartesia;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.trunkline.provider.socket.LoopTimers;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * The text that a turn has yet to say, asked for a little ahead of what could be sent.
 * State belongs to the speaker's event loop; text may come from elsewhere.
 */
final class UnsaidText extends BaseSubscriber<String> {

	/** Pieces asked for ahead of what could be sent. */
	private static final int AHEAD = 16;

	private final LoopTimers loop;

	private final Runnable changed;

	private final Consumer<Throwable> failed;

	private final Deque<String> pieces = new ArrayDeque<>();

	/** Blank text speaks nothing by itself, so it goes along with the next piece. */
	private String blanks = "";

	private boolean allReceived;

	UnsaidText(LoopTimers loop, Runnable changed, Consumer<Throwable> failed) {
		this.loop = loop;
		this.changed = changed;
		this.failed = failed;
	}

	boolean isEmpty() {
		return this.pieces.isEmpty();
	}

	/** Nothing is left, and nothing more comes. */
	boolean isOver() {
		return this.allReceived && this.pieces.isEmpty();
	}

	/** The caller asks for another piece once it has said this one. */
	String next() {
		return this.pieces.remove();
	}

	/** Comes before everything else. */
	void sayAgain(String text) {
		this.pieces.addFirst(text);
	}

	/** Nothing more is said. */
	void drop() {
		cancel();
		this.pieces.clear();
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		subscription.request(AHEAD);
	}

	@Override
	protected void hookOnNext(String piece) {
		this.loop.now(() -> take(piece));
	}

	@Override
	protected void hookOnComplete() {
		this.loop.now(() -> {
			this.allReceived = true;
			this.changed.run();
		});
	}

	@Override
	protected void hookOnError(Throwable cause) {
		this.loop.now(() -> this.failed.accept(cause));
	}

	private void take(String piece) {
		String text = this.blanks + piece;
		if (text.isBlank()) {
			this.blanks = text;
			request(1);
		}
		else {
			this.blanks = "";
			this.pieces.add(text);
			this.changed.run();
		}
	}

}
