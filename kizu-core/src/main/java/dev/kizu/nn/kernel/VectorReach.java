package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Which segment of piecewise linear functions the values of sixteen lanes lie in: three operations for each bend and vector. The sign of a
 * difference tells, since masks cost more, and a search lane by lane takes longer: each step waits for the last one. Benchmarks:
 * {@code KernelBenchmark.lines}, {@code KernelBenchmark.linesGradient}.
 */
final class VectorReach {
    private static final int SIGN = Integer.SIZE - 1;

    private VectorReach() {}

    /** Writes the bits of the number of bends that each lane has reached, times a factor, as floats that are no numbers to compute with. */
    static void write(float[] bends, float[] in, int inAt, int factor, float[] reached, int reachedAt) {
        for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
            FloatVector x = load(in, inAt + part);
            IntVector count = IntVector.broadcast(VectorLanes.INTS, bends.length);
            for (float bend : bends) {
                count = count.add(x.sub(all(bend)).reinterpretAsInts().lanewise(VectorOperators.ASHR, SIGN));
            }
            count.mul(factor).reinterpretAsFloats().intoArray(reached, reachedAt + part);
        }
    }

    /** What was written for a lane. */
    static int at(float[] reached, int lane) {
        return Float.floatToRawIntBits(reached[lane]);
    }
}
