package dev.kizu.nn.kernel;

/**
 * Sums over places, lane by lane. A sum has one order, so no vector instruction helps; four lanes at a time keep the processor's adders
 * busy. Benchmarks: {@code KernelBenchmark.batchSums}, {@code batchGradientSums}.
 */
final class ScalarSums {
    private ScalarSums() {}

    /** Adds values to the first sixteen sums and their squares to the next sixteen: an add and a fma a value. */
    static void addSquares(float[] values, int at, int length, float[] sums) {
        for (int lane = 0; lane < Lanes.COUNT; lane += 4) {
            float s0 = sums[lane];
            float s1 = sums[lane + 1];
            float s2 = sums[lane + 2];
            float s3 = sums[lane + 3];
            float q0 = sums[Lanes.COUNT + lane];
            float q1 = sums[Lanes.COUNT + lane + 1];
            float q2 = sums[Lanes.COUNT + lane + 2];
            float q3 = sums[Lanes.COUNT + lane + 3];
            for (int i = lane; i < length; i += Lanes.COUNT) {
                float v0 = values[at + i];
                float v1 = values[at + i + 1];
                float v2 = values[at + i + 2];
                float v3 = values[at + i + 3];
                s0 += v0;
                s1 += v1;
                s2 += v2;
                s3 += v3;
                q0 = Math.fma(v0, v0, q0);
                q1 = Math.fma(v1, v1, q1);
                q2 = Math.fma(v2, v2, q2);
                q3 = Math.fma(v3, v3, q3);
            }
            sums[lane] = s0;
            sums[lane + 1] = s1;
            sums[lane + 2] = s2;
            sums[lane + 3] = s3;
            sums[Lanes.COUNT + lane] = q0;
            sums[Lanes.COUNT + lane + 1] = q1;
            sums[Lanes.COUNT + lane + 2] = q2;
            sums[Lanes.COUNT + lane + 3] = q3;
        }
    }

    /** Adds values to the first sixteen sums and their products with factors, from index 0 on, to the next sixteen: an add and a fma a value. */
    static void addProducts(float[] values, int at, float[] factors, int length, float[] sums) {
        for (int lane = 0; lane < Lanes.COUNT; lane += 4) {
            float s0 = sums[lane];
            float s1 = sums[lane + 1];
            float s2 = sums[lane + 2];
            float s3 = sums[lane + 3];
            float p0 = sums[Lanes.COUNT + lane];
            float p1 = sums[Lanes.COUNT + lane + 1];
            float p2 = sums[Lanes.COUNT + lane + 2];
            float p3 = sums[Lanes.COUNT + lane + 3];
            for (int i = lane; i < length; i += Lanes.COUNT) {
                float v0 = values[at + i];
                float v1 = values[at + i + 1];
                float v2 = values[at + i + 2];
                float v3 = values[at + i + 3];
                s0 += v0;
                s1 += v1;
                s2 += v2;
                s3 += v3;
                p0 = Math.fma(v0, factors[i], p0);
                p1 = Math.fma(v1, factors[i + 1], p1);
                p2 = Math.fma(v2, factors[i + 2], p2);
                p3 = Math.fma(v3, factors[i + 3], p3);
            }
            sums[lane] = s0;
            sums[lane + 1] = s1;
            sums[lane + 2] = s2;
            sums[lane + 3] = s3;
            sums[Lanes.COUNT + lane] = p0;
            sums[Lanes.COUNT + lane + 1] = p1;
            sums[Lanes.COUNT + lane + 2] = p2;
            sums[Lanes.COUNT + lane + 3] = p3;
        }
    }

    /** Adds values plus a constant to the first sixteen sums and other values to the next sixteen: three adds for two values. */
    static void add(float[] values, float constant, float[] others, int length, float[] sums) {
        for (int lane = 0; lane < Lanes.COUNT; lane += 4) {
            float s0 = sums[lane];
            float s1 = sums[lane + 1];
            float s2 = sums[lane + 2];
            float s3 = sums[lane + 3];
            float t0 = sums[Lanes.COUNT + lane];
            float t1 = sums[Lanes.COUNT + lane + 1];
            float t2 = sums[Lanes.COUNT + lane + 2];
            float t3 = sums[Lanes.COUNT + lane + 3];
            for (int i = lane; i < length; i += Lanes.COUNT) {
                s0 += values[i] + constant;
                s1 += values[i + 1] + constant;
                s2 += values[i + 2] + constant;
                s3 += values[i + 3] + constant;
                t0 += others[i];
                t1 += others[i + 1];
                t2 += others[i + 2];
                t3 += others[i + 3];
            }
            sums[lane] = s0;
            sums[lane + 1] = s1;
            sums[lane + 2] = s2;
            sums[lane + 3] = s3;
            sums[Lanes.COUNT + lane] = t0;
            sums[Lanes.COUNT + lane + 1] = t1;
            sums[Lanes.COUNT + lane + 2] = t2;
            sums[Lanes.COUNT + lane + 3] = t3;
        }
    }
}
