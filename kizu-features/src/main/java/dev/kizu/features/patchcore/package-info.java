/** PatchCore: a bank of features of normal images, and distances from it. */
@NullMarked
package dev.kizu.features.patchcore;

import org.jspecify.annotations.NullMarked;
