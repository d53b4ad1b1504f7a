/**
 * Hears with a recogniser and speaks with a synthesiser, for every engine that has them.
 */
@NullMarked
package io.trunkline.engine.speech;

import org.jspecify.annotations.NullMarked;
