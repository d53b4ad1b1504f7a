/**
 * The webhooks of a call: what they say, how they travel, and what may happen to them.
 */
@NullMarked
package io.trunkline.sandbox.bandwidth.webhook;

import org.jspecify.annotations.NullMarked;
