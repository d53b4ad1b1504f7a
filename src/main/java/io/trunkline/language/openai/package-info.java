/**
 * Any server that speaks OpenAI's streaming chat format, behind the port of
 * {@code language}.
 */
@NullMarked
package io.trunkline.language.openai;

import org.jspecify.annotations.NullMarked;
