package io.trunkline.telephony.bandwidth;

import io.trunkline.audio.AudioFormat;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.socket.MediaLimits;

/**
 * How Bandwidth's media socket is served.
 *
 * @param username what {@code destinationUsername} of StartStream says
 * @param password what {@code destinationPassword} of StartStream says
 * @param outbound the format of what is played
 * @param limits what a socket is allowed
 */
record MediaSettings(String username, Secret password, AudioFormat outbound, MediaLimits limits) {

}
