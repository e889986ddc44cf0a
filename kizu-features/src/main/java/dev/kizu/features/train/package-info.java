/** From a folder of pictures of good parts to a calibrated model on features. */
@NullMarked
package dev.kizu.features.train;

import org.jspecify.annotations.NullMarked;
