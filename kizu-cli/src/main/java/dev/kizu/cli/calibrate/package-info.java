/** Calibrating a model anew, by the pictures that it was trained with or by others. */
@NullMarked
package dev.kizu.cli.calibrate;

import org.jspecify.annotations.NullMarked;
