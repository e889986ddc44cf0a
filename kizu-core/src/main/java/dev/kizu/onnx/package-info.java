/**
 * The part of the ONNX file format that Kizu writes and reads, on the level of bytes: a graph of standard operators with float and integer
 * tensors. Knows nothing of anomaly detection.
 *
 * <p>ONNX files are protocol buffers. The messages needed here are few and small, so they are written and read directly: the generated
 * classes for all of ONNX bring 2.3 MB of jars, take a tenth of a second to load, and make newer Java runtimes print warnings.
 */
@NullMarked
package dev.kizu.onnx;

import org.jspecify.annotations.NullMarked;
