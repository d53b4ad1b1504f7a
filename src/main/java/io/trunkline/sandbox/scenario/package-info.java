/** Conversations as files: read, held with the real service, and judged by ear. */
@NullMarked
package io.trunkline.sandbox.scenario;

import org.jspecify.annotations.NullMarked;
