/**
 * What the agent of a call knows: who it is, what is known of the call, and what was said
 * so far.
 */
@NullMarked
package io.trunkline.call.memory;

import org.jspecify.annotations.NullMarked;
