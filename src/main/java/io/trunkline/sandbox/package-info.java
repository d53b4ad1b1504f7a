/**
 * Carriers and providers that live in the same process, speak the real wire protocols,
 * and need no account.
 */
@NullMarked
package io.trunkline.sandbox;

import org.jspecify.annotations.NullMarked;
