package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;
import static dev.kizu.nn.kernel.VectorLanes.rectify;

import jdk.incubator.vector.FloatVector;

/** The passes of batch normalisation, each limited by memory: one to three loads and a store for two to four operations. */
final class VectorBatchNorm {
    private VectorBatchNorm() {}

    static void sums(Layout layout, float[] values, int at, float[] sums, int sumsAt, float[] scratch) {
        for (int channel = 0; channel < layout.channels(); channel++) {
            int from = at + layout.at(channel, 0, 0);
            for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                channelSums(layout, values, from + part, scratch, part);
            }
            sums[sumsAt + 2 * channel] = Lanes.sum(scratch, 0);
            sums[sumsAt + 2 * channel + 1] = Lanes.sum(scratch, Lanes.COUNT);
        }
    }

    private static void channelSums(Layout layout, float[] values, int at, float[] scratch, int part) {
        int width = layout.columns() * Lanes.COUNT;
        int rows = layout.rows();
        int stride = layout.rowStride();
        FloatVector sum = all(0f);
        FloatVector squares = all(0f);
        for (int row = 0; row < rows; row++) {
            int from = at + row * stride;
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector v = load(values, from + i);
                sum = sum.add(v);
                squares = v.fma(v, squares);
            }
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
        int width = inLayout.columns() * Lanes.COUNT;
        for (int channel = 0; channel < inLayout.channels(); channel++) {
            for (int row = 0; row < inLayout.rows(); row++) {
                int from = inAt + inLayout.at(channel, row, 0);
                int to = outAt + outLayout.at(channel, row, 0);
                scaleRow(in, from, scale[channel], shift[channel], relu, out, to, width);
            }
        }
    }

    private static void scaleRow(float[] in, int from, float scale, float shift, boolean relu, float[] out, int to, int width) {
        FloatVector factor = all(scale);
        FloatVector offset = all(shift);
        for (int i = 0; i < width; i += LENGTH) {
            FloatVector v = load(in, from + i).fma(factor, offset);
            (relu ? rectify(v) : v).intoArray(out, to + i);
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
        for (int channel = 0; channel < layout.channels(); channel++) {
            int from = at + layout.at(channel, 0, 0);
            int to = gradientAt + gradientLayout.at(channel, 0, 0);
            for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                if (relu) {
                    rectifyGradient(layout, values, from + part, scale[channel], shift[channel], gradientLayout, gradient, to + part);
                }
                channelGradientSums(
                        layout, values, from + part, inverse[channel], offset[channel], gradientLayout, gradient, to + part, scratch, part);
            }
            sums[sumsAt + 2 * channel] = Lanes.sum(scratch, 0);
            sums[sumsAt + 2 * channel + 1] = Lanes.sum(scratch, Lanes.COUNT);
        }
    }

    private static void rectifyGradient(
            Layout layout, float[] values, int at, float scale, float shift, Layout gradientLayout, float[] gradient, int gradientAt) {
        int width = layout.columns() * Lanes.COUNT;
        FloatVector factor = all(scale);
        FloatVector offset = all(shift);
        FloatVector zero = all(0f);
        for (int row = 0; row < layout.rows(); row++) {
            int from = at + row * layout.rowStride();
            int to = gradientAt + row * gradientLayout.rowStride();
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector output = load(values, from + i).fma(factor, offset);
                zero.blend(load(gradient, to + i), zero.lt(output)).intoArray(gradient, to + i);
            }
        }
    }

    private static void channelGradientSums(
            Layout layout,
            float[] values,
            int at,
            float inverse,
            float offset,
            Layout gradientLayout,
            float[] gradient,
            int gradientAt,
            float[] scratch,
            int part) {
        int width = layout.columns() * Lanes.COUNT;
        FloatVector factor = all(inverse);
        FloatVector shift = all(offset);
        FloatVector sum = all(0f);
        FloatVector products = all(0f);
        for (int row = 0; row < layout.rows(); row++) {
            int from = at + row * layout.rowStride();
            int to = gradientAt + row * gradientLayout.rowStride();
            for (int i = 0; i < width; i += Lanes.COUNT) {
                FloatVector g = load(gradient, to + i);
                FloatVector normalized = load(values, from + i).fma(factor, shift);
                sum = sum.add(g);
                products = g.fma(normalized, products);
            }
        }
        sum.intoArray(scratch, part);
        products.intoArray(scratch, Lanes.COUNT + part);
    }

    static void combine(
            Layout layout, float[] values, int at, float[] a, float[] b, float[] d, Layout gradientLayout, float[] gradient, int gradientAt) {
        int width = layout.columns() * Lanes.COUNT;
        for (int channel = 0; channel < layout.channels(); channel++) {
            for (int row = 0; row < layout.rows(); row++) {
                int from = at + layout.at(channel, row, 0);
                int to = gradientAt + gradientLayout.at(channel, row, 0);
                combineRow(values, from, a[channel], b[channel], d[channel], gradient, to, width);
            }
        }
    }

    private static void combineRow(float[] values, int from, float a, float b, float d, float[] gradient, int to, int width) {
        FloatVector va = all(a);
        FloatVector vb = all(b);
        FloatVector vd = all(d);
        for (int i = 0; i < width; i += LENGTH) {
            FloatVector rest = load(values, from + i).fma(vb, vd);
            load(gradient, to + i).fma(va, rest).intoArray(gradient, to + i);
        }
    }
}
