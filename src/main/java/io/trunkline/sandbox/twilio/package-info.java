/**
 * A carrier that speaks Twilio's protocol: signed webhooks, TwiML, media sockets with
 * marks, and the REST API of calls.
 */
@NullMarked
package io.trunkline.sandbox.twilio;

import org.jspecify.annotations.NullMarked;
