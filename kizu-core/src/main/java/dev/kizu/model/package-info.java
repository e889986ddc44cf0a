/**
 * The model file: one ONNX file from which Kizu reads its own network back, and which any other runtime can run as it is. The format is
 * described in {@code docs/model-file.md}.
 */
@NullMarked
package dev.kizu.model;

import org.jspecify.annotations.NullMarked;
