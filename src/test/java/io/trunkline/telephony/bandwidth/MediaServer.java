package io.trunkline.telephony.bandwidth;

import io.trunkline.audio.AudioFormat;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.MediaRoom;
import io.trunkline.telephony.socket.MediaLimits;

/** Bandwidth's media door. */
final class MediaServer extends MediaRoom {

	static final String USERNAME = "media";

	static final String PASSWORD = "media:pass\u00e9";

	MediaServer(MediaLimits limits) {
		super((context) -> {
			context.registerBean(MediaSettings.class,
					() -> new MediaSettings(USERNAME, new Secret(PASSWORD), AudioFormat.TELEPHONE, limits));
			context.register(BandwidthMediaConfiguration.class);
		});
	}

}
