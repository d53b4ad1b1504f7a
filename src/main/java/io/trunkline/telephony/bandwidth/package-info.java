/** Bandwidth's webhooks, BXML and media socket behind the ports of {@code telephony}. */
@NullMarked
package io.trunkline.telephony.bandwidth;

import org.jspecify.annotations.NullMarked;
