/** Sound as values: formats, chunks, mu-law, and from one format to another. */
@NullMarked
package io.trunkline.audio;

import org.jspecify.annotations.NullMarked;
