/**
 * What an agent is: instructions, greeting, voice, tools, limits; found by dialled
 * number, and read from files that may change.
 */
@NullMarked
package io.trunkline.agent;

import org.jspecify.annotations.NullMarked;
