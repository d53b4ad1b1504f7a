/** Written text on its way to a voice: how it is said, and where it may be cut. */
@NullMarked
package io.trunkline.speech.text;

import org.jspecify.annotations.NullMarked;
