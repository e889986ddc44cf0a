package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorExchange.BY_1;
import static dev.kizu.nn.kernel.VectorExchange.BY_2;
import static dev.kizu.nn.kernel.VectorExchange.BY_4;
import static dev.kizu.nn.kernel.VectorExchange.BY_8;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_1;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_2;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_4;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_8;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums the lanes of many groups of sixteen at once, in the order of {@link Lanes#sum}. Vectors of sixteen are blended in twos so that one
 * addition halves both, about one addition, one blend and one rearrangement for each group of sixteen; vectors of eight only add halves of
 * sixteen lanes. Benchmarks: {@code KernelBenchmark.batchSums}, {@code KernelBenchmark.headGradient}.
 */
final class VectorLaneSums {
    private static final int LENGTH = VectorLanes.LENGTH;
    /** Where sums go, behind as many lanes as there can be. */
    static final int SUMS = Lanes.COUNT * Lanes.COUNT;

    private VectorLaneSums() {}

    /** Sums {@code values[at + 16 i .. at + 16 i + 15]} into {@code values[at + 256 + i]} for i from 0 to {@code count - 1}, at most 15. */
    static void apply(float[] values, int at, int count) {
        if (LENGTH == Lanes.COUNT && count == Lanes.COUNT) {
            Wide.sixteen(values, at);
        } else if (LENGTH == Narrow.EIGHT) {
            Narrow.sums(values, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                values[at + SUMS + i] = Lanes.sum(values, at + i * Lanes.COUNT);
            }
        }
    }

    /** Writes those of a tile's sums that lie inside the plan, {@code width} of them for each row before {@code endRow}. */
    static void store(
            LinearPlan plan,
            int row,
            int endRow,
            int tap,
            int width,
            float[] weightGradient,
            int weightsAt,
            float[] values) {
        int endTap = Math.min(tap + width, plan.taps());
        for (int r = row; r < endRow; r++) {
            int at = weightsAt + plan.rowWeight()[r];
            for (int t = tap; t < endTap; t++) {
                weightGradient[at + plan.tapWeight()[t]] = values[SUMS + (r - row) * width + (t - tap)];
            }
        }
    }

    private static final class Narrow {
        static final int EIGHT = 8;

        static void sums(float[] values, int at, int count) {
            for (int i = at; i < at + count * Lanes.COUNT; i += Lanes.COUNT) {
                VectorLanes.load(values, i)
                        .add(VectorLanes.load(values, i + EIGHT))
                        .intoArray(values, i);
            }
            // No vectors of four: where two species meet in one process, the compiler of JDK 17 no longer knows which
            // one a vector is
            // and puts it on the heap.
            for (int i = 0; i < count; i++) {
                values[at + SUMS + i] = sumOfEight(values, at + i * Lanes.COUNT);
            }
        }

        private static float sumOfEight(float[] values, int at) {
            float s0 = values[at] + values[at + 4];
            float s1 = values[at + 1] + values[at + 5];
            float s2 = values[at + 2] + values[at + 6];
            float s3 = values[at + 3] + values[at + 7];
            return (s0 + s2) + (s1 + s3);
        }
    }

    private static final class Wide {
        static void sixteen(float[] values, int at) {
            for (int i = 0; i < 8; i++) {
                fold(values, at, i, i + 8, UPPER_8, BY_8, i);
            }
            for (int i = 0; i < 4; i++) {
                fold(values, at, i, i + 4, UPPER_4, BY_4, i);
            }
            fold(values, at, 0, 2, UPPER_2, BY_2, 0);
            fold(values, at, 1, 3, UPPER_2, BY_2, 1);
            fold(values, at, 0, 1, UPPER_1, BY_1, Lanes.COUNT);
        }

        /** Sums halves of vector a into the lower lanes of each block, halves of vector b into the upper ones. */
        private static void fold(
                float[] values, int at, int a, int b, VectorMask<Float> upper, VectorShuffle<Float> swap, int to) {
            FloatVector first = VectorLanes.load(values, at + a * Lanes.COUNT);
            FloatVector second = VectorLanes.load(values, at + b * Lanes.COUNT);
            first.blend(second, upper)
                    .add(second.blend(first, upper).rearrange(swap))
                    .intoArray(values, at + to * Lanes.COUNT);
        }
    }
}
