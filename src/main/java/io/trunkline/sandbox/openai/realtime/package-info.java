/**
 * Stands in for OpenAI's Realtime API: hears and speaks with the sandbox's voice, thinks
 * with its model, and refuses what OpenAI would refuse.
 */
@NullMarked
package io.trunkline.sandbox.openai.realtime;

import org.jspecify.annotations.NullMarked;
