/**
 * Decides whose turn it is: a pure function from state and event to state and effects;
 * knows no clock, socket, thread, Spring or vendor.
 */
@NullMarked
package io.trunkline.turn;

import org.jspecify.annotations.NullMarked;
