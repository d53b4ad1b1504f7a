/**
 * One call from its offer to its end: drives the turn function, carries out its effects,
 * owns every resource of the call.
 */
@NullMarked
package io.trunkline.call;

import org.jspecify.annotations.NullMarked;
