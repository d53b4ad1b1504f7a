/** Which agent takes an incoming call, and which calls are not taken. */
@NullMarked
package io.trunkline.routing;

import org.jspecify.annotations.NullMarked;
