/** libtorch training and scoring the same network, eagerly; compiled with the profile {@code peers} only. */
@NullMarked
package dev.kizu.benchmarks.torch;

import org.jspecify.annotations.NullMarked;
