package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.INTS;
import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Piecewise linear functions for vectors of sixteen, of up to 30 segments. The slopes of an output in all segments lie side by side, and so do the
 * starts: in two vectors, of which the first holds segments 0 to 14 and a zero, the second a zero and segments 15 to 29. Each lane chooses its own
 * from both; one of them is zero, so that "or" puts them together. Four choices, two "or" and an fma for an output. Benchmark: {@code
 * KernelBenchmark.lines}, where it takes two fifths of the time that turning takes ({@link VectorLines}).
 */
final class VectorLineTables {
    /** Segments that a vector holds. */
    private static final int HALF = Lanes.COUNT - 1;
    /** From one output to the next: two vectors of slopes, two of starts. */
    private static final int OUTPUT = PiecewiseLinear.TABLE;

    private static final int STARTS = 2 * Lanes.COUNT;
    private static final IntVector NONE = IntVector.zero(INTS);
    private static final IntVector LAST = IntVector.broadcast(INTS, HALF);

    private VectorLineTables() {}

    static boolean suit(PiecewiseLinear functions) {
        return LENGTH == Lanes.COUNT && functions.segments() <= 2 * HALF && functions.outputs() >= Lanes.COUNT;
    }

    /** Makes the tables of functions that they suit, if they never were. */
    static void prepare(PiecewiseLinear functions) {
        if (functions.prepared()) {
            return;
        }
        // One thread alone: what is on its way to where it belongs must not be read.
        synchronized (functions) {
            if (!functions.prepared()) {
                make(functions);
                functions.setPrepared();
            }
        }
    }

    private static void make(PiecewiseLinear functions) {
        int outputs = functions.outputs();
        float[] memory = functions.memory();
        int[] first = new int[Lanes.COUNT];
        int[] second = new int[Lanes.COUNT];
        int last = functions.segments() - 1;
        for (int slot = 0; slot < Lanes.COUNT; slot++) {
            first[slot] = 2 * outputs * Math.min(slot, last);
            second[slot] = 2 * outputs * Math.min(slot + HALF - 1, last);
        }
        for (int output = 0; output < outputs; output += Lanes.COUNT) {
            // The last square overlaps its neighbour where outputs do not fill it.
            int from = Math.min(output, outputs - Lanes.COUNT);
            int to = functions.tablesAt() + OUTPUT * from;
            turn(memory, functions.linesAt() + from, first, second, to);
            turn(memory, functions.linesAt() + outputs + from, first, second, to + STARTS);
        }
    }

    private static void turn(float[] memory, int at, int[] first, int[] second, int to) {
        VectorTurn.lanes(memory, at, first, 0, Lanes.COUNT, memory, to, OUTPUT);
        VectorTurn.lanes(memory, at, second, 0, Lanes.COUNT, memory, to + Lanes.COUNT, OUTPUT);
        for (int output = 0; output < Lanes.COUNT; output++) {
            memory[to + output * OUTPUT + HALF] = 0;
            memory[to + output * OUTPUT + Lanes.COUNT] = 0;
        }
    }

    static void apply(
            PiecewiseLinear functions,
            float least,
            float[] in,
            int inAt,
            int[] offsets,
            float[] out,
            int outAt,
            float[] scratch,
            int scratchAt) {
        VectorReach.write(functions.bends(), in, inAt, 1, scratch, scratchAt);
        prepare(functions);
        look(
                functions.memory(),
                functions.tablesAt(),
                functions.outputs(),
                least,
                in,
                inAt,
                scratch,
                scratchAt,
                offsets,
                out,
                outAt);
    }

    private static void look(
            float[] tables,
            int tablesAt,
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
        VectorShuffle<Integer> first = segment.min(LAST).toShuffle();
        VectorShuffle<Integer> second = segment.sub(LAST).add(1).max(NONE).toShuffle();
        for (int output = 0; output < outputs; output++) {
            int at = tablesAt + output * OUTPUT;
            IntVector slope = ints(tables, at)
                    .rearrange(first)
                    .or(ints(tables, at + Lanes.COUNT).rearrange(second));
            IntVector start = ints(tables, at + STARTS)
                    .rearrange(first)
                    .or(ints(tables, at + STARTS + Lanes.COUNT).rearrange(second));
            slope.reinterpretAsFloats()
                    .fma(x, start.reinterpretAsFloats())
                    .max(bound)
                    .intoArray(out, outAt + offsets[output]);
        }
    }

    private static IntVector ints(float[] tables, int at) {
        return load(tables, at).reinterpretAsInts();
    }
}
