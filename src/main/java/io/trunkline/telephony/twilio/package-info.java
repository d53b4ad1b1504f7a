/** Twilio's webhooks, TwiML and media socket behind the ports of {@code telephony}. */
@NullMarked
package io.trunkline.telephony.twilio;

import org.jspecify.annotations.NullMarked;
