/**
 * Recognise, think, synthesise: three providers in a row behind the port of
 * {@code engine}.
 */
@NullMarked
package io.trunkline.engine.cascade;

import org.jspecify.annotations.NullMarked;
