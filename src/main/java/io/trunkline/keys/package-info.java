/**
 * Makes entries of the single keys that a caller presses: a pure function from state and
 * event to state and effects.
 */
@NullMarked
package io.trunkline.keys;

import org.jspecify.annotations.NullMarked;
