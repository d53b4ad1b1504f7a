/** Speaks for an agent with a synthesiser, for every engine that has one. */
@NullMarked
package io.trunkline.engine.speech;

import org.jspecify.annotations.NullMarked;
