/** What any carrier offers: an offered call, its media stream, its control. */
@NullMarked
package io.trunkline.telephony;

import org.jspecify.annotations.NullMarked;
