/**
 * Bandwidth's webhooks, BXML, media socket and Voice API behind the ports of
 * {@code telephony}.
 */
@NullMarked
package io.trunkline.telephony.bandwidth;

import org.jspecify.annotations.NullMarked;
