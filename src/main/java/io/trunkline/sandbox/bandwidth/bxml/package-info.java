/** Reads BXML as strictly as it is specified, and does nothing with it. */
@NullMarked
package io.trunkline.sandbox.bandwidth.bxml;

import org.jspecify.annotations.NullMarked;
