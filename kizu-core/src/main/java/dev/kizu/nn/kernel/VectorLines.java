package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorExchange.BY_4;
import static dev.kizu.nn.kernel.VectorExchange.BY_8;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_4;
import static dev.kizu.nn.kernel.VectorExchange.UPPER_8;
import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Piecewise linear functions: for each lane vectors of outputs, 2 loads and an fma each. Then squares of as many lanes as outputs are turned, so
 * that there is a vector of lanes for each output: by exchanging halves of vectors whose lanes are 8 apart, then quarters, and so on, four vectors
 * at a time, which is four operations for two vectors and each exchange. Benchmark: {@code KernelBenchmark.lines}.
 */
final class VectorLines {
    private static final int LANE = ScalarTranspose.LANE;
    /** Where lanes' segments are kept in scratch. */
    private static final int REACHED = LANE * Lanes.COUNT;

    private VectorLines() {}

    static void prepare(PiecewiseLinear functions) {
        if (VectorLineTables.suit(functions)) {
            VectorLineTables.prepare(functions);
        }
    }

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
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        if (VectorLineTables.suit(functions)) {
            VectorLineTables.apply(functions, least, in, inAt, offsets, out, outAt, scratch, scratchAt);
            return;
        }
        VectorReach.write(functions.bends(), in, inAt, 2 * functions.outputs(), scratch, scratchAt + REACHED);
        int whole = functions.outputs() / LENGTH * LENGTH;
        for (int first = 0; first < whole; first += ScalarTranspose.MOST) {
            int end = Math.min(first + ScalarTranspose.MOST, whole);
            evaluate(functions, least, in, inAt, first, end, scratch, scratchAt);
            for (int output = first; output < end; output += 4) {
                int row = output % LENGTH;
                int at = scratchAt + row * LANE + output - row - first;
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    int to = outAt + part;
                    VectorTurn.near(
                            scratch,
                            at + part * LANE,
                            LANE,
                            out,
                            to + offsets[output],
                            to + offsets[output + 1],
                            to + offsets[output + 2],
                            to + offsets[output + 3]);
                }
            }
        }
        if (whole < functions.outputs()) {
            ScalarLines.apply(functions, whole, relu, in, inAt, offsets, out, outAt, scratch, scratchAt);
        }
    }

    /** Some outputs of all lanes, as far as squares can be turned at once. */
    private static void evaluate(
            PiecewiseLinear functions,
            float least,
            float[] in,
            int inAt,
            int first,
            int end,
            float[] scratch,
            int scratchAt) {
        for (int i = 0; i < 4; i++) {
            for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                int lane = part + i;
                int reached = scratchAt + REACHED + lane;
                if (LENGTH == 16) {
                    four(functions, least, in, inAt + lane, first, end, scratch, scratchAt + lane * LANE, reached);
                } else if (LENGTH == 8) {
                    two(functions, least, in, inAt + lane, first, end, scratch, scratchAt + lane * LANE, reached);
                } else {
                    one(functions, least, in[inAt + lane], first, end, scratch, scratchAt + lane * LANE, reached);
                }
            }
        }
    }

    private static FloatVector line(float[] lines, int slope, int start, FloatVector x, FloatVector least) {
        return load(lines, slope).fma(x, load(lines, start)).max(least);
    }

    /** Outputs of four lanes, four apart. */
    private static void four(
            PiecewiseLinear functions,
            float least,
            float[] in,
            int inAt,
            int first,
            int end,
            float[] to,
            int toAt,
            int reached) {
        FloatVector bound = all(least);
        float[] lines = functions.memory();
        int outputs = functions.outputs();
        FloatVector xa = all(in[inAt]);
        FloatVector xb = all(in[inAt + 4]);
        FloatVector xc = all(in[inAt + 8]);
        FloatVector xd = all(in[inAt + 12]);
        int a = functions.linesAt() + VectorReach.at(to, reached);
        int b = functions.linesAt() + VectorReach.at(to, reached + 4);
        int c = functions.linesAt() + VectorReach.at(to, reached + 8);
        int d = functions.linesAt() + VectorReach.at(to, reached + 12);
        for (int output = first; output < end; output += LENGTH) {
            FloatVector va = line(lines, a + output, a + outputs + output, xa, bound);
            FloatVector vb = line(lines, b + output, b + outputs + output, xb, bound);
            FloatVector vc = line(lines, c + output, c + outputs + output, xc, bound);
            FloatVector vd = line(lines, d + output, d + outputs + output, xd, bound);
            FloatVector ac = va.blend(vc.rearrange(BY_8), UPPER_8);
            FloatVector ca = va.rearrange(BY_8).blend(vc, UPPER_8);
            FloatVector bd = vb.blend(vd.rearrange(BY_8), UPPER_8);
            FloatVector db = vb.rearrange(BY_8).blend(vd, UPPER_8);
            int at = toAt + output - first;
            ac.blend(bd.rearrange(BY_4), UPPER_4).intoArray(to, at);
            ac.rearrange(BY_4).blend(bd, UPPER_4).intoArray(to, at + 4 * LANE);
            ca.blend(db.rearrange(BY_4), UPPER_4).intoArray(to, at + 8 * LANE);
            ca.rearrange(BY_4).blend(db, UPPER_4).intoArray(to, at + 12 * LANE);
        }
    }

    /** Outputs of two lanes, four apart. */
    private static void two(
            PiecewiseLinear functions,
            float least,
            float[] in,
            int inAt,
            int first,
            int end,
            float[] to,
            int toAt,
            int reached) {
        FloatVector bound = all(least);
        float[] lines = functions.memory();
        int outputs = functions.outputs();
        FloatVector xa = all(in[inAt]);
        FloatVector xb = all(in[inAt + 4]);
        int a = functions.linesAt() + VectorReach.at(to, reached);
        int b = functions.linesAt() + VectorReach.at(to, reached + 4);
        for (int output = first; output < end; output += LENGTH) {
            FloatVector va = line(lines, a + output, a + outputs + output, xa, bound);
            FloatVector vb = line(lines, b + output, b + outputs + output, xb, bound);
            int at = toAt + output - first;
            va.blend(vb.rearrange(BY_4), UPPER_4).intoArray(to, at);
            va.rearrange(BY_4).blend(vb, UPPER_4).intoArray(to, at + 4 * LANE);
        }
    }

    private static void one(
            PiecewiseLinear functions, float least, float x, int first, int end, float[] to, int toAt, int reached) {
        int at = functions.linesAt() + VectorReach.at(to, reached);
        FloatVector all = all(x);
        FloatVector bound = all(least);
        for (int output = first; output < end; output += LENGTH) {
            line(functions.memory(), at + output, at + functions.outputs() + output, all, bound)
                    .intoArray(to, toAt + output - first);
        }
    }
}
