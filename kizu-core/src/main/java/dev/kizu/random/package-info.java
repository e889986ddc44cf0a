/** Randomness that is a pure function of what it is for, so that neither threads nor order change it. */
@NullMarked
package dev.kizu.random;

import org.jspecify.annotations.NullMarked;
