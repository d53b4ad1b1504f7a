package io.trunkline.sandbox.cartesia;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.trunkline.sandbox.socket.ClientSocket;
import io.trunkline.sandbox.voice.SandboxVoice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Speaks for one client: any number of contexts over one socket. */
final class SpeechSession implements ClientSocket.Session {

	private static final int REMEMBERED = 1000;

	private final Line line;

	private final String version;

	private final SandboxVoice voice;

	private final Function<String, VoicePart> parts;

	private final Semaphore places;

	private final Map<String, SpeechContext> contexts = new HashMap<>();

	/** Context ids that are used up: the latest thousand. */
	private final Set<String> over = Collections.newSetFromMap(new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > REMEMBERED;
		}

	});

	/**
	 * For one socket.
	 * @param parts how each voice speaks, by its id
	 * @param places one for each context that may speak, shared by all sockets
	 */
	SpeechSession(Line line, String version, SandboxVoice voice, Function<String, VoicePart> parts, Semaphore places) {
		this.line = line;
		this.version = version;
		this.voice = voice;
		this.parts = parts;
		this.places = places;
	}

	@Override
	public void text(String message) {
		JsonNode request = Line.parse(message);
		String contextId = request.path("context_id").asString("");
		if (request.path("cancel").asBoolean(false)) {
			cancel(contextId);
			return;
		}
		Refusal refusal = SpeechRequest.refuse(request, this.version);
		if (refusal == null && request instanceof ObjectNode piece) {
			refusal = accept(SpeechRequest.of(piece));
		}
		if (refusal != null) {
			this.line.refuse(refusal, contextId);
		}
	}

	@Override
	public void binary(ByteBuf bytes) {
		this.line.refuse(Refusal.badRequest("Expected text frames"));
	}

	@Override
	public void closed() {
		this.places.release(this.contexts.size());
		this.contexts.clear();
	}

	private @Nullable Refusal accept(SpeechRequest request) {
		SpeechContext open = this.contexts.get(request.contextId());
		boolean closed = (open != null) ? open.isInputEnded() : this.over.contains(request.contextId());
		if (closed) {
			return new Refusal(400, null, "Context has closed", "This context takes no more input");
		}
		if (open != null && !open.fits(request)) {
			return Refusal.badRequest("Only transcript, continue and flush may differ within a context");
		}
		if (open == null && !this.places.tryAcquire()) {
			return Refusal.busy("Too many contexts speak at once");
		}
		SpeechContext context = (open != null) ? open : open(request);
		context.accept(request);
		return null;
	}

	private SpeechContext open(SpeechRequest request) {
		String id = request.contextId();
		SpeechContext context = new SpeechContext(request, this.line, this.voice, this.parts.apply(request.voiceId()),
				() -> end(id));
		this.contexts.put(id, context);
		return context;
	}

	private void end(String contextId) {
		if (this.contexts.remove(contextId) != null) {
			this.over.add(contextId);
			this.places.release();
		}
	}

	private void cancel(String contextId) {
		SpeechContext context = this.contexts.get(contextId);
		if (context == null) {
			this.line.refuse(new Refusal(400, null, "Invalid context ID", "No such context is open"), contextId);
		}
		else {
			context.cancel();
		}
	}

}
