package dev.kizu.nn.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Plans and their weight gradients, lane by lane. Inner loops run over the sixteen lanes so that the compiler may vectorise them. */
final class PlainLinear {
    private PlainLinear() {}

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
        for (int row = 0; row < plan.rows(); row++) {
            float start = bias == null ? 0f : bias[biasAt + row];
            int weightAt = packedAt + plan.packedAt(row, 0);
            for (int position = 0; position < plan.positions(); position++) {
                int to = outAt + plan.rowOut()[row] + plan.positionOut()[position];
                Arrays.fill(out, to, to + Lanes.COUNT, start);
                accumulate(plan, packed, weightAt, in, inAt + plan.positionIn()[position], out, to);
                if (relu) {
                    rectify(out, to);
                }
            }
        }
    }

    private static void accumulate(
            LinearPlan plan, float[] packed, int weightAt, float[] in, int from, float[] out, int to) {
        int[] tapIn = plan.tapIn();
        for (int tap = 0; tap < tapIn.length; tap++) {
            addScaled(packed[weightAt + tap * LinearPlan.ROW_BLOCK], in, from + tapIn[tap], out, to);
        }
    }

    private static void addScaled(float weight, float[] in, int from, float[] out, int to) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            out[to + lane] = Math.fma(weight, in[from + lane], out[to + lane]);
        }
    }

    private static void rectify(float[] values, int at) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            values[at + lane] = Math.max(values[at + lane], 0f);
        }
    }

    static void gradient(
            LinearPlan plan,
            int fromRow,
            int toRow,
            int groups,
            float[] outGradient,
            int outAt,
            int outStride,
            float[] in,
            int inAt,
            int inStride,
            float[] weightGradient,
            int weightsAt,
            float[] scratch) {
        int[] positionOut = plan.positionOut();
        int[] positionIn = plan.positionIn();
        for (int row = fromRow; row < toRow; row++) {
            for (int tap = 0; tap < plan.taps(); tap++) {
                Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
                for (int group = 0; group < groups; group++) {
                    int gradientAt = outAt + group * outStride + plan.rowOut()[row];
                    int valueAt = inAt + group * inStride + plan.tapIn()[tap];
                    for (int position = 0; position < positionIn.length; position++) {
                        addProduct(
                                outGradient,
                                gradientAt + positionOut[position],
                                in,
                                valueAt + positionIn[position],
                                scratch);
                    }
                }
                weightGradient[weightsAt + plan.rowWeight()[row] + plan.tapWeight()[tap]] = Lanes.sum(scratch, 0);
            }
        }
    }

    private static void addProduct(float[] a, int aAt, float[] b, int bAt, float[] sums) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            sums[lane] = Math.fma(a[aAt + lane], b[bAt + lane], sums[lane]);
        }
    }
}
