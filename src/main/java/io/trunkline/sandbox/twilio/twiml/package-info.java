/** Reads TwiML as strictly as its documentation allows. */
@NullMarked
package io.trunkline.sandbox.twilio.twiml;

import org.jspecify.annotations.NullMarked;
