package io.trunkline.telephony.twilio;

import java.util.Base64;
import java.util.Map;

import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.RawWebSocket;
import io.trunkline.telephony.SocketLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Twilio's end of a media socket; refuses any field that is not documented. */
final class TwilioLine extends SocketLine {

	static final String STREAM = "MZ33333333333333333333333333333333";

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private int sequence;

	TwilioLine(int port, String token, CallLeg leg) {
		super(RawWebSocket.open(port, TwilioSockets.PATH + token, signed(token)), leg);
		socket().text("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
	}

	static Map<String, String> signed(String token) {
		return Map.of(TwilioSignature.HEADER, TwilioSignature.sign(TwilioServer.TOKEN,
				TwilioServer.PUBLIC_URL.replace("https", "wss") + TwilioSockets.PATH + token, WebhookForm.EMPTY));
	}

	@Override
	public void startAs(String accountId, String callId) {
		socket().text("""
				{"event":"start","sequenceNumber":"%d","streamSid":"%s","start":{"accountSid":"%s","streamSid":"%s",\
				"callSid":"%s","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,\
				"channels":1},"customParameters":{"order":"17"}}}""".formatted(++this.sequence, STREAM, accountId,
				STREAM, callId));
	}

	@Override
	protected void media(String track, long chunk, byte[] mulaw) {
		socket().text("""
				{"event":"media","sequenceNumber":"%d","streamSid":"%s","media":{"track":"%s","chunk":"%d",\
				"timestamp":"%d","payload":"%s"}}""".formatted(++this.sequence, STREAM, track, chunk, 20 * chunk,
				Base64.getEncoder().encodeToString(mulaw)));
	}

	/** The caller presses a key. */
	void press(char digit) {
		socket().text("""
				{"event":"dtmf","sequenceNumber":"%d","streamSid":"%s","dtmf":{"track":"inbound_track","digit":"%s"}}"""
			.formatted(++this.sequence, STREAM, digit));
	}

	@Override
	public void echo(String mark) {
		socket().text("""
				{"event":"mark","sequenceNumber":"%d","streamSid":"%s","mark":{"name":"%s"}}"""
			.formatted(++this.sequence, STREAM, mark));
	}

	@Override
	public void sayNonsense() {
		socket().text("{\"event\":\"something-else\",\"media\":{\"payload\":\"AAAA\"}}");
	}

	@Override
	public void stop() {
		socket().text("""
				{"event":"stop","sequenceNumber":"%d","streamSid":"%s","stop":{"accountSid":"%s","callSid":"%s"}}"""
			.formatted(++this.sequence, STREAM, leg().accountId(), leg().callId()));
	}

	@Override
	public Wanted read(String text) {
		JsonNode message = message(text);
		return switch (message.path("event").asString()) {
			case "media" -> new Wanted.Play(Base64.getDecoder().decode(message.at("/media/payload").asString()));
			case "mark" -> new Wanted.Mark(message.at("/mark/name").asString());
			default -> new Wanted.Clear();
		};
	}

	/** The name of the next mark. */
	String nextMark() throws InterruptedException {
		while (true) {
			if (read(socket().next()) instanceof Wanted.Mark(String name)) {
				return name;
			}
		}
	}

	private static JsonNode message(String text) {
		JsonNode message = MAPPER.readTree(text);
		String exact = switch (message.path("event").asString()) {
			case "media" -> "{\"event\":\"media\",\"streamSid\":\"" + STREAM + "\",\"media\":{\"payload\":\""
					+ message.at("/media/payload").asString() + "\"}}";
			case "mark" -> "{\"event\":\"mark\",\"streamSid\":\"" + STREAM + "\",\"mark\":{\"name\":\""
					+ message.at("/mark/name").asString() + "\"}}";
			case "clear" -> "{\"event\":\"clear\",\"streamSid\":\"" + STREAM + "\"}";
			default -> throw new AssertionError("unknown: " + message);
		};
		if (!message.equals(MAPPER.readTree(exact))) {
			throw new AssertionError("not as documented: " + message);
		}
		return message;
	}

}
