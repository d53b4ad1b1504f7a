/** Starts the application and joins the rooms. */
@NullMarked
package io.trunkline;

import org.jspecify.annotations.NullMarked;
