/** Features of images at the positions of a grid. */
@NullMarked
package dev.kizu.features.map;

import org.jspecify.annotations.NullMarked;
