/** What held-out normal images say about the scores that are to be expected at each window position. */
@NullMarked
package dev.kizu.calibrate;

import org.jspecify.annotations.NullMarked;
