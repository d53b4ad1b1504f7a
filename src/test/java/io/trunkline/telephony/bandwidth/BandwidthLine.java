package io.trunkline.telephony.bandwidth;

import java.util.Base64;
import java.util.Map;

import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.RawWebSocket;
import io.trunkline.telephony.SocketLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bandwidth's end of a media socket; its frames say last what they are. */
final class BandwidthLine extends SocketLine {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	BandwidthLine(int port, String token, CallLeg leg) {
		super(RawWebSocket.open(port, "/media/bandwidth/" + token, Map.of()), leg);
	}

	@Override
	public void startAs(String accountId, String callId) {
		socket().text("""
				{"metadata":{"accountId":"%s","callId":"%s","streamId":"s-1","streamName":"agent","tracks":[\
				{"name":"inbound","mediaFormat":{"encoding":"PCMU","sampleRate":8000}}]},"eventType":"start"}"""
			.formatted(accountId, callId));
	}

	@Override
	protected void media(String track, long number, byte[] mulaw) {
		socket().text("""
				{"track":"%s","payload":"%s","sequenceNumber":"%d","eventType":"media"}""".formatted(track,
				Base64.getEncoder().encodeToString(mulaw), number));
	}

	@Override
	public void sayNonsense() {
		socket().text("""
				{"media":{"payload":"AAAA"},"eventType":"mark"}""");
	}

	@Override
	public void stop() {
		socket().text("""
				{"metadata":{"callId":"%s"},"eventType":"stop"}""".formatted(leg().callId()));
	}

	/** It has no marks. */
	@Override
	public void echo(String mark) {
		throw new AssertionError("nobody can have asked for " + mark);
	}

	@Override
	public Wanted read(String text) {
		JsonNode message = MAPPER.readTree(text);
		return switch (message.path("eventType").asString()) {
			case "playAudio" -> new Wanted.Play(payload(message.path("media")));
			case "clear" -> new Wanted.Clear();
			default -> throw new AssertionError("unknown: " + message);
		};
	}

	private static byte[] payload(JsonNode media) {
		if (!media.path("contentType").asString().equals("audio/pcmu")) {
			throw new AssertionError("content type: " + media.path("contentType"));
		}
		return Base64.getDecoder().decode(media.path("payload").asString());
	}

}
