package io.trunkline.call.playback;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How audio is handed to a carrier, which plays it in real time and says nothing back.
 *
 * @param lead how much the carrier is kept ahead, 200-400 ms: less risks gaps, more makes
 * a barge-in depend on the carrier's own clearing
 * @param frame how much one message carries, 60-100 ms: fewer messages cost less
 * @param skew how much later the caller hears a sample than the carrier's clock says:
 * network and jitter buffer
 */
@ConfigurationProperties("trunkline.playback")
public record PlaybackProperties(@DefaultValue("320ms") Duration lead, @DefaultValue("80ms") Duration frame,
		@DefaultValue("60ms") Duration skew) {

	public PlaybackProperties {
		within("trunkline.playback.lead", lead, 200, 400);
		within("trunkline.playback.frame", frame, 60, 100);
		within("trunkline.playback.skew", skew, 0, 500);
		if (frame.toMillis() % 20 != 0) {
			throw new IllegalArgumentException("trunkline.playback.frame must be a multiple of 20ms");
		}
	}

	private static void within(String setting, Duration value, long least, long most) {
		if (value.toMillis() < least || value.toMillis() > most) {
			throw new IllegalArgumentException(setting + " must be within " + least + "ms and " + most + "ms");
		}
	}

}
