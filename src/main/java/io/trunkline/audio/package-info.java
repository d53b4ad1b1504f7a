/** Sound as values: formats, chunks, mu-law. */
@NullMarked
package io.trunkline.audio;

import org.jspecify.annotations.NullMarked;
