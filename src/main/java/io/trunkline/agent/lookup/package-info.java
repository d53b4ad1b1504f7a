/** Asks an operator's HTTP server about a call before it is answered. */
@NullMarked
package io.trunkline.agent.lookup;

import org.jspecify.annotations.NullMarked;
