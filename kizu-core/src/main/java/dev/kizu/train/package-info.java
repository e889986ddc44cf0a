/** From a folder of pictures of good parts to a calibrated model. */
@NullMarked
package dev.kizu.train;

import org.jspecify.annotations.NullMarked;
