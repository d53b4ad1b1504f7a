/** What an agent can do: built-in tools and those of others, checked and run. */
@NullMarked
package io.trunkline.agent.tool;

import org.jspecify.annotations.NullMarked;
