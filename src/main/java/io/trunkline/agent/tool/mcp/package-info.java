/** Tools that MCP servers offer. */
@NullMarked
package io.trunkline.agent.tool.mcp;

import org.jspecify.annotations.NullMarked;
