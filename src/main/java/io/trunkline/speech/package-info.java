/** Hearing and speaking as ports, whoever provides them. */
@NullMarked
package io.trunkline.speech;

import org.jspecify.annotations.NullMarked;
