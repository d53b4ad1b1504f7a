/**
 * Somebody at the far end of a telephone line: a mouth, an ear, and the steps of a
 * script, 20 ms at a time.
 */
@NullMarked
package io.trunkline.sandbox.line;

import org.jspecify.annotations.NullMarked;
