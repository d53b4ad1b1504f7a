/**
 * The carrier's end of the media socket: frames out in real time, playback in, and the
 * ear of the caller behind it. Everything here belongs to one event loop per call.
 */
@NullMarked
package io.trunkline.sandbox.bandwidth.media;

import org.jspecify.annotations.NullMarked;
