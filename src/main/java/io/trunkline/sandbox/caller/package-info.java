/**
 * What a caller is to do, what is to go wrong, and what came of it: plain values.
 */
@NullMarked
package io.trunkline.sandbox.caller;

import org.jspecify.annotations.NullMarked;
