/** The kinds of score, and how the scores of windows become the score of an image. */
@NullMarked
package dev.kizu.score;

import org.jspecify.annotations.NullMarked;
