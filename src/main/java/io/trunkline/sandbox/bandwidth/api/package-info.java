/**
 * What is asked of the Voice API and what it answers: bodies read strictly, and the
 * tokens that let somebody ask.
 */
@NullMarked
package io.trunkline.sandbox.bandwidth.api;

import org.jspecify.annotations.NullMarked;
