/**
 * Stands in for a language model behind OpenAI's streaming chat format, and refuses what
 * OpenAI would refuse.
 */
@NullMarked
package io.trunkline.sandbox.openai;

import org.jspecify.annotations.NullMarked;
