/**
 * Knows one call from its dialling or offer to its end, over all of its media streams: a
 * pure function from progress and fact to progress and duties.
 */
@NullMarked
package io.trunkline.call.progress;

import org.jspecify.annotations.NullMarked;
