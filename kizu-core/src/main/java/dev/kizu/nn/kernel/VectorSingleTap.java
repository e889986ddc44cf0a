package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Plans with one tap, such as the decoder's first transposed convolution: tiles would save nothing, so each row is a broadcast, an fma and a
 * store. Benchmark: {@code KernelBenchmark.singleTap}.
 */
final class VectorSingleTap {
    private static final float[] NOTHING = {0f};

    private VectorSingleTap() {}

    static void apply(
            LinearPlan plan,
            float[] packed,
            int packedAt,
            float @Nullable [] bias,
            int biasAt,
            boolean relu,
            float[] in,
            int inAt,
            float[] out,
            int outAt) {
        float[] starts = bias == null ? NOTHING : bias;
        int startsAt = bias == null ? 0 : biasAt;
        int step = bias == null ? 0 : 1;
        int tapIn = inAt + plan.tapIn()[0];
        for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
            for (int position = 0; position < plan.positions(); position++) {
                int from = tapIn + plan.positionIn()[position] + part;
                int to = outAt + plan.positionOut()[position] + part;
                rows(plan.rowOut(), packed, packedAt, starts, startsAt, step, relu, in, from, out, to);
            }
        }
    }

    private static void rows(
            int[] rowOut,
            float[] packed,
            int packedAt,
            float[] starts,
            int startsAt,
            int startsStep,
            boolean relu,
            float[] in,
            int from,
            float[] out,
            int to) {
        FloatVector value = load(in, from);
        FloatVector least = all(relu ? 0f : Float.NEGATIVE_INFINITY);
        for (int row = 0; row < rowOut.length; row++) {
            FloatVector weight = all(packed[packedAt + row]);
            FloatVector start = all(starts[startsAt + row * startsStep]);
            weight.fma(value, start).max(least).intoArray(out, to + rowOut[row]);
        }
    }
}
