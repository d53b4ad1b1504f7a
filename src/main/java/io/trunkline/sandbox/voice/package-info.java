/**
 * A voice that people can follow and whose words machines can read back out of the sound
 * itself.
 */
@NullMarked
package io.trunkline.sandbox.voice;

import org.jspecify.annotations.NullMarked;
