package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Piecewise linear functions for vectors of sixteen, by {@link LineTables}: for each output four choices among sixteen numbers, two "or" and an
 * fma. Benchmark: {@code KernelBenchmark.lines}, where it takes two fifths of the time that turning takes ({@link VectorLines}).
 */
final class VectorLineTables {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_512;
    private static final int SIGN = Integer.SIZE - 1;
    private static final IntVector ZERO = IntVector.zero(SPECIES);
    private static final IntVector HALF = IntVector.broadcast(SPECIES, LineTables.HALF);

    private VectorLineTables() {}

    static void apply(
            PiecewiseLinear functions,
            boolean relu,
            float[] in,
            int inAt,
            int[] offsets,
            float[] out,
            int outAt,
            float[] scratch,
            int scratchAt) {
        reach(functions.bends(), in, inAt, scratch, scratchAt);
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        look(functions.tables(), functions.outputs(), least, in, inAt, scratch, scratchAt, offsets, out, outAt);
    }

    /** Writes the bits of the number of bends that each lane has reached. The sign of a difference tells: no masks. */
    private static void reach(float[] bends, float[] in, int inAt, float[] reached, int reachedAt) {
        FloatVector x = load(in, inAt);
        IntVector count = IntVector.broadcast(SPECIES, bends.length);
        for (float bend : bends) {
            count = count.add(x.sub(all(bend)).reinterpretAsInts().lanewise(VectorOperators.ASHR, SIGN));
        }
        count.reinterpretAsFloats().intoArray(reached, reachedAt);
    }

    private static void look(
            int[] tables,
            int outputs,
            float least,
            float[] in,
            int inAt,
            float[] reached,
            int reachedAt,
            int[] offsets,
            float[] out,
            int outAt) {
        FloatVector x = load(in, inAt);
        FloatVector bound = all(least);
        IntVector segment = load(reached, reachedAt).reinterpretAsInts();
        VectorShuffle<Integer> first = segment.min(HALF).toShuffle();
        VectorShuffle<Integer> second = segment.sub(HALF).add(1).max(ZERO).toShuffle();
        for (int output = 0; output < outputs; output++) {
            int at = output * LineTables.OUTPUT;
            IntVector slope = IntVector.fromArray(SPECIES, tables, at)
                    .rearrange(first)
                    .or(IntVector.fromArray(SPECIES, tables, at + Lanes.COUNT).rearrange(second));
            IntVector start = IntVector.fromArray(SPECIES, tables, at + 2 * Lanes.COUNT)
                    .rearrange(first)
                    .or(IntVector.fromArray(SPECIES, tables, at + 3 * Lanes.COUNT)
                            .rearrange(second));
            slope.reinterpretAsFloats()
                    .fma(x, start.reinterpretAsFloats())
                    .max(bound)
                    .intoArray(out, outAt + offsets[output]);
        }
    }
}
