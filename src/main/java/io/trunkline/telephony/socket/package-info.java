/** A carrier's media WebSocket, as far as it is the same for every carrier. */
@NullMarked
package io.trunkline.telephony.socket;

import org.jspecify.annotations.NullMarked;
