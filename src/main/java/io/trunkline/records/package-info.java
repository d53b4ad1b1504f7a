/** One record per call, whatever ended it, and where it goes. */
@NullMarked
package io.trunkline.records;

import org.jspecify.annotations.NullMarked;
