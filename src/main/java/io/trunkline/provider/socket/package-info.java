/** A WebSocket to a provider, as far as it is the same for every provider. */
@NullMarked
package io.trunkline.provider.socket;

import org.jspecify.annotations.NullMarked;
