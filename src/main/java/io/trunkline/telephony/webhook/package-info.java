/**
 * A carrier's webhook, as far as it is the same for every carrier: what comes in, and the
 * XML that goes back.
 */
@NullMarked
package io.trunkline.telephony.webhook;

import org.jspecify.annotations.NullMarked;
