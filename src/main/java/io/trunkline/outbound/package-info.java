/** Places calls: checks the number, never dials twice, keeps the carrier's pace. */
@NullMarked
package io.trunkline.outbound;

import org.jspecify.annotations.NullMarked;
