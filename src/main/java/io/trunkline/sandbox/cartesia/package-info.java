/**
 * Stands in for Cartesia: hears and speaks over its wire protocol, and refuses what
 * Cartesia would refuse.
 */
@NullMarked
package io.trunkline.sandbox.cartesia;

import org.jspecify.annotations.NullMarked;
