/**
 * Lets exactly one media socket in for one expected call, and only as many calls as this
 * pod can serve.
 */
@NullMarked
package io.trunkline.admission;

import org.jspecify.annotations.NullMarked;
