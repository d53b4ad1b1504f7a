/** What reaches a call besides words: who answered it, and the keys that are pressed. */
@NullMarked
package io.trunkline.call.contact;

import org.jspecify.annotations.NullMarked;
