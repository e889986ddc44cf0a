package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The passes of batch normalisation, each limited by memory: one to three loads and a store for two to four operations. */
final class VectorBatchNorm {
    private static final boolean NARROW = LENGTH < Lanes.COUNT;

    private VectorBatchNorm() {}

    static void sums(Layout layout, float[] values, int at, float[] sums, int sumsAt, float[] scratch) {
        int rows = layout.runs(layout);
        int width = layout.runLength(rows);
        for (int channel = 0; channel < layout.channels(); channel++) {
            Arrays.fill(scratch, 0, 2 * Lanes.COUNT, 0f);
            for (int row = 0; row < rows; row++) {
                int from = at + layout.at(channel, row, 0);
                if (NARROW) {
                    for (int part = 0; part < Lanes.COUNT; part += 2 * LENGTH) {
                        addRowTwice(values, from + part, width, scratch, part);
                    }
                } else {
                    addRow(values, from, width, scratch, 0);
                }
            }
            sums[sumsAt + 2 * channel] = Lanes.sum(scratch, 0);
            sums[sumsAt + 2 * channel + 1] = Lanes.sum(scratch, Lanes.COUNT);
        }
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

    /** Two registers of each lane side by side: additions wait for one another only half as long. */
    private static void addRowTwice(float[] values, int from, int width, float[] scratch, int part) {
        FloatVector sum = load(scratch, part);
        FloatVector otherSum = load(scratch, part + LENGTH);
        FloatVector squares = load(scratch, Lanes.COUNT + part);
        FloatVector otherSquares = load(scratch, Lanes.COUNT + part + LENGTH);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector v = load(values, from + i);
            sum = sum.add(v);
            squares = v.fma(v, squares);
            FloatVector u = load(values, from + i + LENGTH);
            otherSum = otherSum.add(u);
            otherSquares = u.fma(u, otherSquares);
        }
        sum.intoArray(scratch, part);
        otherSum.intoArray(scratch, part + LENGTH);
        squares.intoArray(scratch, Lanes.COUNT + part);
        otherSquares.intoArray(scratch, Lanes.COUNT + part + LENGTH);
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
            sums[sumsAt + 2 * channel] = Lanes.sum(scratch, 0);
            sums[sumsAt + 2 * channel + 1] = Lanes.sum(scratch, Lanes.COUNT);
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
