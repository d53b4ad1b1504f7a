/**
 * Finds out who answered a call that was placed: a pure function from state and event to
 * state and effects.
 */
@NullMarked
package io.trunkline.answering;

import org.jspecify.annotations.NullMarked;
