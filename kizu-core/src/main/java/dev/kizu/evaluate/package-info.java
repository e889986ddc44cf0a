/** How well scores of images and of pixels separate normal from anomalous: curves and their areas, confidence intervals, paired tests, thresholds. */
@NullMarked
package dev.kizu.evaluate;

import org.jspecify.annotations.NullMarked;
