/**
 * What the sandbox's carriers have in common on their way to the service: event loops and
 * connections, webhooks' answers and media sockets; and who can be called.
 */
@NullMarked
package io.trunkline.sandbox.carrier;

import org.jspecify.annotations.NullMarked;
