/** Data sets: reading them, and the one-class tasks cut from them. */
@NullMarked
package dev.kizu.dataset;

import org.jspecify.annotations.NullMarked;
