/**
 * What operators can do: place, list, watch, speak into, transfer and end calls.
 */
@NullMarked
package io.trunkline.api;

import org.jspecify.annotations.NullMarked;
