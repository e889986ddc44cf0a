/** Kizu and other libraries at the same work, each in a process of its own. */
@NullMarked
package dev.kizu.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
