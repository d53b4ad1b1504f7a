/** Something that listens and speaks for an agent. */
@NullMarked
package io.trunkline.engine;

import org.jspecify.annotations.NullMarked;
