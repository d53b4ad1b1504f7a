/**
 * How each provider fares in the whole process: whether it is worth asking, and how many
 * ask at once.
 */
@NullMarked
package io.trunkline.provider;

import org.jspecify.annotations.NullMarked;
