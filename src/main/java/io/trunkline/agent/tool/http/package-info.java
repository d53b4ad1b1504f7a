/** Tools that are HTTP calls, declared in the configuration. */
@NullMarked
package io.trunkline.agent.tool.http;

import org.jspecify.annotations.NullMarked;
