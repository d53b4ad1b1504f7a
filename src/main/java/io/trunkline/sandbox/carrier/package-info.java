/**
 * What the sandbox's carriers have in common on their way to the service: event loops and
 * connections, webhooks and media sockets; who can be called, and the calls there are.
 */
@NullMarked
package io.trunkline.sandbox.carrier;

import org.jspecify.annotations.NullMarked;
