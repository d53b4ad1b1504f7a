/**
 * One socket that hears, thinks and speaks, OpenAI's Realtime API, behind the port of
 * {@code engine}.
 */
@NullMarked
package io.trunkline.engine.realtime;

import org.jspecify.annotations.NullMarked;
