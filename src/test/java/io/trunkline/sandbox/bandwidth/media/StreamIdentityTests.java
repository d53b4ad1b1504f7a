package io.trunkline.sandbox.bandwidth.media;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StreamIdentityTests {

	private final StreamIdentity identity = new StreamIdentity("9900000", "c-1", "s-1", "agent", List.of("inbound"),
			Map.of());

	@Test
	void startComesWithItsTypeLast() {
		assertThat(this.identity.start()).startsWith("""
				{"metadata":{"accountId":"9900000","callId":"c-1","streamId":"s-1","streamName":"agent",\
				"tracks":[{""")
			.endsWith("\"eventType\":\"start\"}")
			.contains("\"encoding\":\"PCMU\"", "\"sampleRate\":8000")
			.doesNotContain("streamParams");
	}

	@Test
	void startCarriesParams() {
		StreamIdentity identity = new StreamIdentity("9900000", "c-1", "s-1", "agent", List.of("inbound"),
				Map.of("tenant", "t-7"));
		assertThat(identity.start()).contains("\"streamParams\":{\"tenant\":\"t-7\"}");
		assertThat(identity.stop()).doesNotContain("streamParams").endsWith("\"eventType\":\"stop\"}");
	}

	@Test
	void mediaIsWrittenAsInLiveCalls() {
		assertThat(frames(1, CallFaults.NONE).getFirst()).isEqualTo("{\"track\":\"inbound\",\"payload\":\""
				+ "////".repeat(53) + "/w==\",\"sequenceNumber\":\"1\",\"eventType\":\"media\"}");
	}

	@Test
	void lostFramesLeaveGapsInTheNumbers() {
		List<String> frames = frames(20, CallFaults.of(Fault.LOST_FRAMES));
		assertThat(frames).hasSize(18).noneMatch((frame) -> frame.contains("\"sequenceNumber\":\"10\""));
		assertThat(frames.getLast()).contains("\"sequenceNumber\":\"19\"");
	}

	@Test
	void duplicateFramesRepeatTheirNumber() {
		List<String> frames = frames(10, CallFaults.of(Fault.DUPLICATE_FRAMES));
		assertThat(frames).hasSize(11);
		assertThat(frames.get(9)).isEqualTo(frames.get(10)).contains("\"sequenceNumber\":\"10\"");
	}

	@Test
	void largeFramesCarryTenOfTheOthers() {
		List<String> frames = frames(20, CallFaults.of(Fault.LARGE_FRAMES));
		assertThat(frames).hasSize(2);
		assertThat(frames.getFirst()).hasSizeGreaterThan(2130);
	}

	private static List<String> frames(int beats, CallFaults faults) {
		List<String> frames = new ArrayList<>();
		byte[] silence = new byte[160];
		Arrays.fill(silence, (byte) 0xFF);
		TrackFrames track = new TrackFrames("inbound", faults);
		for (int i = 0; i < beats; i++) {
			track.write(silence, (frame) -> frames.add(text(frame)));
		}
		return frames;
	}

	private static String text(ByteBuf json) {
		String text = json.toString(StandardCharsets.UTF_8);
		json.release();
		return text;
	}

}
