package dev.kizu.nn.kernel;

import java.util.Arrays;

/**
 * The passes of batch normalisation, in blocks that are copied to arrays of their own where that lets the compiler vectorise. Benchmarks:
 * {@code KernelBenchmark.batchSums}, {@code KernelBenchmark.normalize}, {@code KernelBenchmark.batchGradientSums},
 * {@code KernelBenchmark.batchCombine}.
 */
final class ScalarBatchNorm {
    private ScalarBatchNorm() {}

    static void sums(Layout layout, float[] values, int at, float[] sums, int sumsAt, float[] scratch) {
        int rows = layout.runs(layout);
        int width = layout.runLength(rows);
        for (int channel = 0; channel < layout.channels(); channel++) {
            Arrays.fill(scratch, 0, 2 * Lanes.COUNT, 0f);
            for (int row = 0; row < rows; row++) {
                ScalarSums.addSquares(values, at + layout.at(channel, row, 0), width, scratch);
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
        ScalarScratch own = ScalarScratch.get();
        ScalarPixels block = own.pixels;
        block.begin(inLayout, inLayout.channels());
        while (block.next()) {
            int channel = block.channel();
            block.load(inLayout, 0, in, inAt, own.first);
            if (relu) {
                ScalarPasses.scaleAndRectify(own.first, scale[channel], shift[channel], block.length());
            } else {
                ScalarPasses.scale(own.first, scale[channel], shift[channel], own.first, block.length());
            }
            block.store(own.first, outLayout, 0, out, outAt);
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
        ScalarScratch own = ScalarScratch.get();
        float[] value = own.first;
        float[] output = own.second;
        int rows = layout.runs(gradientLayout);
        int width = layout.runLength(rows);
        for (int channel = 0; channel < layout.channels(); channel++) {
            Arrays.fill(scratch, 0, 2 * Lanes.COUNT, 0f);
            for (int row = 0; row < rows; row++) {
                int from = at + layout.at(channel, row, 0);
                int to = gradientAt + gradientLayout.at(channel, row, 0);
                for (int i = 0; i < width; i += ScalarPixels.BLOCK) {
                    int length = Math.min(ScalarPixels.BLOCK, width - i);
                    System.arraycopy(values, from + i, value, 0, length);
                    ScalarPasses.scale(value, scale[channel], shift[channel], output, length);
                    ScalarMask.apply(output, relu, gradient, to + i, length);
                    ScalarPasses.scale(value, inverse[channel], offset[channel], value, length);
                    ScalarSums.addProducts(gradient, to + i, value, length, scratch);
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
        ScalarScratch own = ScalarScratch.get();
        ScalarPixels block = own.pixels;
        block.begin(layout, layout.channels());
        while (block.next()) {
            int channel = block.channel();
            block.load(layout, 0, values, at, own.first);
            block.load(gradientLayout, 0, gradient, gradientAt, own.second);
            ScalarPasses.combine(own.first, a[channel], b[channel], d[channel], own.second, block.length());
            block.store(own.second, gradientLayout, 0, gradient, gradientAt);
        }
    }
}
