package dev.kizu.nn.kernel;

import java.util.Arrays;

/** The passes of batch normalisation, lane by lane. */
final class PlainBatchNorm {
    private PlainBatchNorm() {}

    static void sums(Layout layout, float[] values, int at, float[] sums, int sumsAt, float[] scratch) {
        int width = layout.columns() * Lanes.COUNT;
        for (int channel = 0; channel < layout.channels(); channel++) {
            Arrays.fill(scratch, 0, 2 * Lanes.COUNT, 0f);
            for (int row = 0; row < layout.rows(); row++) {
                int from = at + layout.at(channel, row, 0);
                for (int i = 0; i < width; i++) {
                    int lane = i & (Lanes.COUNT - 1);
                    float v = values[from + i];
                    scratch[lane] += v;
                    scratch[Lanes.COUNT + lane] = Math.fma(v, v, scratch[Lanes.COUNT + lane]);
                }
            }
            sums[sumsAt + 2 * channel] = Lanes.sum(scratch, 0);
            sums[sumsAt + 2 * channel + 1] = Lanes.sum(scratch, Lanes.COUNT);
        }
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
                for (int i = 0; i < width; i++) {
                    float v = Math.fma(in[from + i], scale[channel], shift[channel]);
                    out[to + i] = relu ? Math.max(v, 0f) : v;
                }
            }
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
        int width = layout.columns() * Lanes.COUNT;
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        for (int channel = 0; channel < layout.channels(); channel++) {
            Arrays.fill(scratch, 0, 2 * Lanes.COUNT, 0f);
            for (int row = 0; row < layout.rows(); row++) {
                int from = at + layout.at(channel, row, 0);
                int to = gradientAt + gradientLayout.at(channel, row, 0);
                for (int i = 0; i < width; i++) {
                    int lane = i & (Lanes.COUNT - 1);
                    float v = values[from + i];
                    if (!(Math.fma(v, scale[channel], shift[channel]) > least)) {
                        gradient[to + i] = 0f;
                    }
                    float g = gradient[to + i];
                    float normalized = Math.fma(v, inverse[channel], offset[channel]);
                    scratch[lane] += g;
                    scratch[Lanes.COUNT + lane] = Math.fma(g, normalized, scratch[Lanes.COUNT + lane]);
                }
            }
            sums[sumsAt + 2 * channel] = Lanes.sum(scratch, 0);
            sums[sumsAt + 2 * channel + 1] = Lanes.sum(scratch, Lanes.COUNT);
        }
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
        int width = layout.columns() * Lanes.COUNT;
        for (int channel = 0; channel < layout.channels(); channel++) {
            for (int row = 0; row < layout.rows(); row++) {
                int from = at + layout.at(channel, row, 0);
                int to = gradientAt + gradientLayout.at(channel, row, 0);
                for (int i = 0; i < width; i++) {
                    gradient[to + i] =
                            Math.fma(gradient[to + i], a[channel], Math.fma(values[from + i], b[channel], d[channel]));
                }
            }
        }
    }
}
