/** The WebSockets of those who come to the sandbox's providers. */
@NullMarked
package io.trunkline.sandbox.socket;

import org.jspecify.annotations.NullMarked;
