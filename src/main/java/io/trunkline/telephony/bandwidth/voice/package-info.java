/** Bandwidth's Voice API over HTTP: its access tokens, requests, refusals and retries. */
@NullMarked
package io.trunkline.telephony.bandwidth.voice;

import org.jspecify.annotations.NullMarked;
