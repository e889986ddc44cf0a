/** ONNX Runtime scoring a network that Kizu trained. */
@NullMarked
package dev.kizu.benchmarks.onnx;

import org.jspecify.annotations.NullMarked;
