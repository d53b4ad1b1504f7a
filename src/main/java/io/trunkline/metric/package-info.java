/** What is counted: meters by their names, divided by nothing that a call brings. */
@NullMarked
package io.trunkline.metric;

import org.jspecify.annotations.NullMarked;
