package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorExchange.BY_1;
import static dev.kizu.nn.kernel.VectorExchange.BY_2;
import static dev.kizu.nn.kernel.VectorExchange.BY_4;
import static dev.kizu.nn.kernel.VectorExchange.BY_8;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_1;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_2;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_4;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_8;
import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Turns rows of lanes into lanes of rows, a square of as many rows as a vector has lanes at a time: by exchanging halves of vectors whose rows
 * are 8 apart, then quarters, and so on, which is four operations for two vectors and each exchange. Benchmarks: {@code KernelBenchmark.lines},
 * {@code KernelBenchmark.linesGradient}.
 */
final class VectorTurn {
    private VectorTurn() {}

    /**
     * Writes lane l of row i to {@code target[targetAt + stride * l + i - first]}.
     *
     * @param first number of the first row
     * @param end number of the row behind the last; a multiple of {@code LENGTH} behind the first, and not more than {@code MOST}
     */
    static void lanes(
            float[] values, int at, int[] offsets, int first, int end, float[] target, int targetAt, int stride) {
        for (int row = first; row < end; row += LENGTH) {
            for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                int to = targetAt + part * stride + row - first;
                for (int i = 0; i < 4; i++) {
                    exchange(values, at + part, offsets, row + i, target, to + i * stride, stride);
                }
                for (int i = 0; i < LENGTH; i += 4) {
                    int a = to + i * stride;
                    near(target, a, stride, target, a, a + stride, a + 2 * stride, a + 3 * stride);
                }
            }
        }
    }

    /** The exchanges of rows that are 8 and 4 apart, as far as a vector has so many lanes. */
    private static void exchange(float[] values, int at, int[] offsets, int row, float[] to, int toAt, int stride) {
        if (LENGTH == 16) {
            four(values, at, offsets, row, to, toAt, stride);
        } else if (LENGTH == 8) {
            FloatVector a = load(values, at + offsets[row]);
            FloatVector b = load(values, at + offsets[row + 4]);
            a.blend(b.rearrange(BY_4), UPPER_4).intoArray(to, toAt);
            a.rearrange(BY_4).blend(b, UPPER_4).intoArray(to, toAt + 4 * stride);
        } else {
            load(values, at + offsets[row]).intoArray(to, toAt);
        }
    }

    private static void four(float[] values, int at, int[] offsets, int row, float[] to, int toAt, int stride) {
        FloatVector a = load(values, at + offsets[row]);
        FloatVector b = load(values, at + offsets[row + 4]);
        FloatVector c = load(values, at + offsets[row + 8]);
        FloatVector d = load(values, at + offsets[row + 12]);
        FloatVector ac = a.blend(c.rearrange(BY_8), UPPER_8);
        FloatVector ca = a.rearrange(BY_8).blend(c, UPPER_8);
        FloatVector bd = b.blend(d.rearrange(BY_8), UPPER_8);
        FloatVector db = b.rearrange(BY_8).blend(d, UPPER_8);
        ac.blend(bd.rearrange(BY_4), UPPER_4).intoArray(to, toAt);
        ac.rearrange(BY_4).blend(bd, UPPER_4).intoArray(to, toAt + 4 * stride);
        ca.blend(db.rearrange(BY_4), UPPER_4).intoArray(to, toAt + 8 * stride);
        ca.rearrange(BY_4).blend(db, UPPER_4).intoArray(to, toAt + 12 * stride);
    }

    /** The exchanges of four neighbouring rows, on the way to where they belong; that may be where they are. */
    static void near(float[] rows, int at, int stride, float[] to, int toA, int toB, int toC, int toD) {
        FloatVector a = load(rows, at);
        FloatVector b = load(rows, at + stride);
        FloatVector c = load(rows, at + 2 * stride);
        FloatVector d = load(rows, at + 3 * stride);
        FloatVector ac = a.blend(c.rearrange(BY_2), UPPER_2);
        FloatVector ca = a.rearrange(BY_2).blend(c, UPPER_2);
        FloatVector bd = b.blend(d.rearrange(BY_2), UPPER_2);
        FloatVector db = b.rearrange(BY_2).blend(d, UPPER_2);
        ac.blend(bd.rearrange(BY_1), UPPER_1).intoArray(to, toA);
        ac.rearrange(BY_1).blend(bd, UPPER_1).intoArray(to, toB);
        ca.blend(db.rearrange(BY_1), UPPER_1).intoArray(to, toC);
        ca.rearrange(BY_1).blend(db, UPPER_1).intoArray(to, toD);
    }
}
