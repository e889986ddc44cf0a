/** Neural-network layers over lanes of sixteen patches, forward and backward, and the optimiser. Knows nothing of autoencoders. */
@NullMarked
package dev.kizu.nn;

import org.jspecify.annotations.NullMarked;
