package io.trunkline.sandbox.cartesia;

/** The sockets that are offered. */
public enum CartesiaEndpoint {

	/** Hears and decides itself when the caller has finished. */
	TURNS("/stt/turns/websocket"),
	/** Hears, and is told when text is due. */
	MANUAL("/stt/websocket"),
	/** Speaks. */
	SPEECH("/tts/websocket");

	private final String path;

	CartesiaEndpoint(String path) {
		this.path = path;
	}

	public String path() {
		return this.path;
	}

}
