package io.trunkline.provider.socket;

import java.time.Duration;

/**
 * What a connection may take.
 *
 * @param connect from the first packet to the accepted WebSocket
 * @param ping how often it is asked for a sign of life
 * @param pong how long it may take to give one; shorter than {@code ping}
 * @param longestMessage in bytes; Netty's 64 KiB is too short for messages with audio
 * @param heldBack in bytes; a connection that holds more back is not writable until half
 * of it has left
 */
public record SocketLimits(Duration connect, Duration ping, Duration pong, int longestMessage, int heldBack) {
}
