/** What the caller is played, and how much of it was heard. */
@NullMarked
package io.trunkline.call.playback;

import org.jspecify.annotations.NullMarked;
