/**
 * The webhooks of a call: what they say, and how they are sent.
 */
@NullMarked
package io.trunkline.sandbox.bandwidth.webhook;

import org.jspecify.annotations.NullMarked;
