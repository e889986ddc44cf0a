/** The whole experiment: train on normal images, score test images, compare the scores. */
@NullMarked
package dev.kizu.experiment;

import org.jspecify.annotations.NullMarked;
