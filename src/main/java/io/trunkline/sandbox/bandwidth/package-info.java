/**
 * A carrier in this process that speaks Bandwidth's protocol from the other side: it
 * places calls and those that are ordered, carries out BXML, and refuses what Bandwidth
 * would refuse.
 */
@NullMarked
package io.trunkline.sandbox.bandwidth;

import org.jspecify.annotations.NullMarked;
