/** How fast Kizu is: its kernels by JMH, and whole programs against the machine's own peak. */
@NullMarked
package dev.kizu.benchmarks;

import org.jspecify.annotations.NullMarked;
