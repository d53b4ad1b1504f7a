/** Reads back to the caller what it heard: no model, no tools. */
@NullMarked
package io.trunkline.engine.echo;

import org.jspecify.annotations.NullMarked;
