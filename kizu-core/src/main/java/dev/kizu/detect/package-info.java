/** From window terms to image scores, heatmaps and verdicts. */
@NullMarked
package dev.kizu.detect;

import org.jspecify.annotations.NullMarked;
