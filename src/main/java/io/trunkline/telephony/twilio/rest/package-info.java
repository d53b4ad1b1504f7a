/** Twilio's REST API: requests about calls, refusals and retries. */
@NullMarked
package io.trunkline.telephony.twilio.rest;

import org.jspecify.annotations.NullMarked;
