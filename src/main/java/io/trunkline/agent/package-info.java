/**
 * What an agent is: instructions, greeting, voice, tools, limits; found by dialled
 * number.
 */
@NullMarked
package io.trunkline.agent;

import org.jspecify.annotations.NullMarked;
