package io.trunkline.telephony.bandwidth;

import java.util.Base64;
import java.util.Map;

import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierLine;
import io.trunkline.telephony.FarPlayer;
import io.trunkline.telephony.RawWebSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bandwidth's end of a media socket; its frames say last what they are. */
final class BandwidthLine implements CarrierLine {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final RawWebSocket socket;

	private final CallLeg leg;

	private final FarPlayer player = new FarPlayer();

	private int number;

	private byte[] last = {};

	BandwidthLine(int port, String token, CallLeg leg) {
		this.socket = RawWebSocket.open(port, "/media/bandwidth/" + token, Map.of());
		this.leg = leg;
	}

	@Override
	public RawWebSocket socket() {
		return this.socket;
	}

	@Override
	public void start() {
		startAs(this.leg.accountId().value(), this.leg.callId().value());
	}

	@Override
	public void startAs(String accountId, String callId) {
		this.socket.text("""
				{"metadata":{"accountId":"%s","callId":"%s","streamId":"s-1","streamName":"agent","tracks":[\
				{"name":"inbound","mediaFormat":{"encoding":"PCMU","sampleRate":8000}}]},"eventType":"start"}"""
			.formatted(accountId, callId));
	}

	@Override
	public void say(byte[] mulaw) {
		this.number++;
		this.last = mulaw;
		repeat();
	}

	@Override
	public void lose() {
		this.number++;
	}

	@Override
	public void repeat() {
		media("inbound", this.last);
	}

	@Override
	public void echo(byte[] mulaw) {
		media("outbound", mulaw);
	}

	private void media(String track, byte[] mulaw) {
		this.socket.text("""
				{"track":"%s","payload":"%s","sequenceNumber":"%d","eventType":"media"}""".formatted(track,
				Base64.getEncoder().encodeToString(mulaw), this.number));
	}

	@Override
	public void sayNonsense() {
		this.socket.text("""
				{"media":{"payload":"AAAA"},"eventType":"mark"}""");
	}

	@Override
	public void stop() {
		this.socket.text("""
				{"metadata":{"callId":"%s"},"eventType":"stop"}""".formatted(this.leg.callId()));
	}

	@Override
	public FarPlayer player() {
		return this.player;
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
