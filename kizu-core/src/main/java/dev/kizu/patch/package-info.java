/** Patches: their size, where windows lie in an image, and seeded random crops. */
@NullMarked
package dev.kizu.patch;

import org.jspecify.annotations.NullMarked;
