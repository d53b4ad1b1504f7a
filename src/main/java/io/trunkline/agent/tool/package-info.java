/** What an agent can do: hang up and transfer. */
@NullMarked
package io.trunkline.agent.tool;

import org.jspecify.annotations.NullMarked;
