package dev.kizu.benchmarks.comparison;

/**
 * Numbers with a shape, row by row. The arrays are shared, not copied: treat them as read-only.
 *
 * @param shape the dimensions, outermost first
 * @param values as many as the shape says
 */
public record Tensor(long[] shape, float[] values) {}
