/** Parts in pictures: from a picture to maps, scores, verdicts. */
@NullMarked
package dev.kizu.inspect;

import org.jspecify.annotations.NullMarked;
