/** Where the time went between the caller's last word and the agent's first sound. */
@NullMarked
package io.trunkline.call.latency;

import org.jspecify.annotations.NullMarked;
