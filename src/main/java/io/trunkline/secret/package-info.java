/** Values that hide themselves from logs, errors and debuggers' listings. */
@NullMarked
package io.trunkline.secret;

import org.jspecify.annotations.NullMarked;
