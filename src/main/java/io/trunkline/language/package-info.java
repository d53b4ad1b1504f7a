/** Asks a language model and streams its reply and tool calls. */
@NullMarked
package io.trunkline.language;

import org.jspecify.annotations.NullMarked;
