package io.trunkline.sandbox.bandwidth.media;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.CharsetUtil;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who a stream is, and the frames that say so.
 *
 * @param params delivered with the {@code start} frame if there are any
 */
public record StreamIdentity(String accountId, String callId, String streamId, String name, List<String> tracks,
		Map<String, String> params) {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Map<String, Object> PCMU = Map.of("encoding", "PCMU", "sampleRate", 8000);

	public StreamIdentity {
		tracks = List.copyOf(tracks);
	}

	/** The first frame; {@code eventType} comes last, as it does in live calls. */
	String start() {
		Map<String, Object> frame = new LinkedHashMap<>();
		frame.put("metadata", metadata());
		if (!this.params.isEmpty()) {
			frame.put("streamParams", this.params);
		}
		frame.put("eventType", "start");
		return JSON.writeValueAsString(frame);
	}

	/** The last frame. */
	String stop() {
		Map<String, Object> frame = new LinkedHashMap<>();
		frame.put("metadata", metadata());
		frame.put("eventType", "stop");
		return JSON.writeValueAsString(frame);
	}

	/** Sound of one track. The number is written as a string, and counts from 1. */
	static ByteBuf media(String track, byte[] sound, long sequenceNumber) {
		byte[] payload = Base64.getEncoder().encode(sound);
		ByteBuf json = Unpooled.buffer(payload.length + 96);
		ByteBufUtil.writeAscii(json, "{\"track\":\"" + track + "\",\"payload\":\"");
		json.writeBytes(payload);
		json.writeCharSequence("\",\"sequenceNumber\":\"" + sequenceNumber + "\",\"eventType\":\"media\"}",
				CharsetUtil.US_ASCII);
		return json;
	}

	/** The same stream under the name of another account and call. */
	StreamIdentity disguised() {
		return new StreamIdentity("1" + this.accountId.substring(1), this.callId + "0", this.streamId, this.name,
				this.tracks, this.params);
	}

	private Map<String, Object> metadata() {
		Map<String, Object> metadata = new LinkedHashMap<>();
		metadata.put("accountId", this.accountId);
		metadata.put("callId", this.callId);
		metadata.put("streamId", this.streamId);
		metadata.put("streamName", this.name);
		metadata.put("tracks",
				this.tracks.stream().map((track) -> Map.of("name", track, "mediaFormat", PCMU)).toList());
		return metadata;
	}

}
