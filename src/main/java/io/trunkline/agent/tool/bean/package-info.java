/** Tools that are methods of Spring beans. */
@NullMarked
package io.trunkline.agent.tool.bean;

import org.jspecify.annotations.NullMarked;
