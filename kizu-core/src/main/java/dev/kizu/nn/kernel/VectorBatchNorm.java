package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The passes of batch normalisation, each limited by memory: one to three loads and a store for two to four operations. Benchmarks:
 * {@code KernelBenchmark.batchSums}, {@code KernelBenchmark.normalize}, {@code KernelBenchmark.batchGradientSums},
 * {@code KernelBenchmark.batchCombine}.
 */
final class VectorBatchNorm {
    private static final int TOGETHER = 4;

    private VectorBatchNorm() {}

    static void sums(Layout layout, float[] values, int at, float[] sums, int sumsAt, float[] scratch) {
        int rows = layout.runs(layout);
        int width = layout.runLength(rows);
        int channel = 0;
        for (; channel + TOGETHER <= layout.channels(); channel += TOGETHER) {
            Arrays.fill(scratch, 0, TOGETHER * 2 * Lanes.COUNT, 0f);
            for (int row = 0; row < rows; row++) {
                int from = at + layout.at(channel, row, 0);
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    addRowOfFour(values, from + part, layout.channelStride(), width, scratch, part);
                }
            }
            store(TOGETHER, scratch, sums, sumsAt + 2 * channel);
        }
        for (; channel < layout.channels(); channel++) {
            Arrays.fill(scratch, 0, 2 * Lanes.COUNT, 0f);
            for (int row = 0; row < rows; row++) {
                int from = at + layout.at(channel, row, 0);
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    addRow(values, from + part, width, scratch, part);
                }
            }
            store(1, scratch, sums, sumsAt + 2 * channel);
        }
    }

    private static void store(int channels, float[] scratch, float[] sums, int sumsAt) {
        for (int i = 0; i < 2 * channels; i++) {
            sums[sumsAt + i] = Lanes.sum(scratch, i * Lanes.COUNT);
        }
    }

    /** Four channels side by side: an addition to one need not wait for the last one to another. */
    private static void addRowOfFour(float[] values, int from, int stride, int width, float[] scratch, int part) {
        FloatVector sum0 = load(scratch, part);
        FloatVector squares0 = load(scratch, Lanes.COUNT + part);
        FloatVector sum1 = load(scratch, 2 * Lanes.COUNT + part);
        FloatVector squares1 = load(scratch, 3 * Lanes.COUNT + part);
        FloatVector sum2 = load(scratch, 4 * Lanes.COUNT + part);
        FloatVector squares2 = load(scratch, 5 * Lanes.COUNT + part);
        FloatVector sum3 = load(scratch, 6 * Lanes.COUNT + part);
        FloatVector squares3 = load(scratch, 7 * Lanes.COUNT + part);
        for (int i = from; i < from + width; i += Lanes.COUNT) {
            FloatVector v0 = load(values, i);
            sum0 = sum0.add(v0);
            squares0 = v0.fma(v0, squares0);
            FloatVector v1 = load(values, i + stride);
            sum1 = sum1.add(v1);
            squares1 = v1.fma(v1, squares1);
            FloatVector v2 = load(values, i + 2 * stride);
            sum2 = sum2.add(v2);
            squares2 = v2.fma(v2, squares2);
            FloatVector v3 = load(values, i + 3 * stride);
            sum3 = sum3.add(v3);
            squares3 = v3.fma(v3, squares3);
        }
        sum0.intoArray(scratch, part);
        squares0.intoArray(scratch, Lanes.COUNT + part);
        sum1.intoArray(scratch, 2 * Lanes.COUNT + part);
        squares1.intoArray(scratch, 3 * Lanes.COUNT + part);
        sum2.intoArray(scratch, 4 * Lanes.COUNT + part);
        squares2.intoArray(scratch, 5 * Lanes.COUNT + part);
        sum3.intoArray(scratch, 6 * Lanes.COUNT + part);
        squares3.intoArray(scratch, 7 * Lanes.COUNT + part);
    }

    private static void addRow(float[] values, int from, int width, float[] scratch, int part) {
        FloatVector sum = load(scratch, part);
        FloatVector squares = load(scratch, Lanes.COUNT + part);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector v = load(values, from + i);
            sum = sum.add(v);
            squares = v.fma(v, squares);
        }
        sum.intoArray(scratch, part);
        squares.intoArray(scratch, Lanes.COUNT + part);
    }

    static void scale(
            Layout inLayout,
            float[] in,
            int inAt,
            float[] scale,
            float[] shift,
            boolean relu,
            Layout outLayout,
            float[] out,
            int outAt) {
        int rows = inLayout.runs(outLayout);
        int width = inLayout.runLength(rows);
        for (int channel = 0; channel < inLayout.channels(); channel++) {
            for (int row = 0; row < rows; row++) {
                int from = inAt + inLayout.at(channel, row, 0);
                int to = outAt + outLayout.at(channel, row, 0);
                scaleRow(in, from, scale[channel], shift[channel], relu, out, to, width);
            }
        }
    }

    private static void scaleRow(
            float[] in, int from, float scale, float shift, boolean relu, float[] out, int to, int width) {
        FloatVector factor = all(scale);
        FloatVector offset = all(shift);
        FloatVector least = all(relu ? 0f : Float.NEGATIVE_INFINITY);
        for (int i = 0; i < width; i += LENGTH) {
            load(in, from + i).fma(factor, offset).max(least).intoArray(out, to + i);
        }
    }

    static void gradientSums(
            Layout layout,
            float[] values,
            int at,
            float[] scale,
            float[] shift,
            boolean relu,
            float[] inverse,
            float[] offset,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt,
            float[] sums,
            int sumsAt,
            float[] scratch) {
        int rows = layout.runs(gradientLayout);
        int width = layout.runLength(rows);
        for (int channel = 0; channel < layout.channels(); channel++) {
            Arrays.fill(scratch, 0, 2 * Lanes.COUNT, 0f);
            for (int row = 0; row < rows; row++) {
                int from = at + layout.at(channel, row, 0);
                int to = gradientAt + gradientLayout.at(channel, row, 0);
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    addGradientRow(
                            values,
                            from + part,
                            scale[channel],
                            shift[channel],
                            relu ? 0f : Float.NEGATIVE_INFINITY,
                            inverse[channel],
                            offset[channel],
                            gradient,
                            to + part,
                            width,
                            scratch,
                            part);
                }
            }
            store(1, scratch, sums, sumsAt + 2 * channel);
        }
    }

    private static void addGradientRow(
            float[] values,
            int from,
            float scale,
            float shift,
            float least,
            float inverse,
            float offset,
            float[] gradient,
            int to,
            int width,
            float[] scratch,
            int part) {
        FloatVector outputFactor = all(scale);
        FloatVector outputShift = all(shift);
        FloatVector bound = all(least);
        FloatVector factor = all(inverse);
        FloatVector normalShift = all(offset);
        FloatVector zero = all(0f);
        FloatVector sum = load(scratch, part);
        FloatVector products = load(scratch, Lanes.COUNT + part);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector v = load(values, from + i);
            FloatVector g = zero.blend(load(gradient, to + i), bound.lt(v.fma(outputFactor, outputShift)));
            g.intoArray(gradient, to + i);
            sum = sum.add(g);
            products = g.fma(v.fma(factor, normalShift), products);
        }
        sum.intoArray(scratch, part);
        products.intoArray(scratch, Lanes.COUNT + part);
    }

    static void combine(
            Layout layout,
            float[] values,
            int at,
            float[] a,
            float[] b,
            float[] d,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt) {
        int rows = layout.runs(gradientLayout);
        int width = layout.runLength(rows);
        for (int channel = 0; channel < layout.channels(); channel++) {
            for (int row = 0; row < rows; row++) {
                int from = at + layout.at(channel, row, 0);
                int to = gradientAt + gradientLayout.at(channel, row, 0);
                combineRow(values, from, a[channel], b[channel], d[channel], gradient, to, width);
            }
        }
    }

    private static void combineRow(
            float[] values, int from, float a, float b, float d, float[] gradient, int to, int width) {
        FloatVector va = all(a);
        FloatVector vb = all(b);
        FloatVector vd = all(d);
        for (int i = 0; i < width; i += LENGTH) {
            FloatVector rest = load(values, from + i).fma(vb, vd);
            load(gradient, to + i).fma(va, rest).intoArray(gradient, to + i);
        }
    }
}
