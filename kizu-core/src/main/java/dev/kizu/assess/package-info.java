/** How well an inspector does on labelled pictures: image by image, pixel by pixel, defect by defect. */
@NullMarked
package dev.kizu.assess;

import org.jspecify.annotations.NullMarked;
