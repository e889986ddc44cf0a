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

    private VectorLines() {}

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
        if (LENGTH == Lanes.COUNT && functions.tables().length > 0) {
            VectorLineTables.apply(functions, relu, in, inAt, offsets, out, outAt, scratch, scratchAt);
            return;
        }
        float least = relu ? 0f : Float.NEGATIVE_INFINITY;
        int whole = functions.outputs() / LENGTH * LENGTH;
        for (int first = 0; first < whole; first += ScalarTranspose.MOST) {
            int end = Math.min(first + ScalarTranspose.MOST, whole);
            evaluate(functions, least, in, inAt, first, end, scratch, scratchAt);
            for (int output = first; output < end; output += 4) {
                int row = output % LENGTH;
                int at = scratchAt + row * LANE + output - row - first;
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    turn(scratch, at + part * LANE, offsets, output, out, outAt + part);
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
                if (LENGTH == 16) {
                    four(functions, least, in, inAt + lane, first, end, scratch, scratchAt + lane * LANE);
                } else if (LENGTH == 8) {
                    two(functions, least, in, inAt + lane, first, end, scratch, scratchAt + lane * LANE);
                } else {
                    one(functions, least, in[inAt + lane], first, end, scratch, scratchAt + lane * LANE);
                }
            }
        }
    }

    private static FloatVector line(float[] lines, int slope, int start, FloatVector x, FloatVector least) {
        return load(lines, slope).fma(x, load(lines, start)).max(least);
    }

    /** Outputs of four lanes, four apart. */
    private static void four(
            PiecewiseLinear functions, float least, float[] in, int inAt, int first, int end, float[] to, int toAt) {
        FloatVector bound = all(least);
        float[] lines = functions.lines();
        int outputs = functions.outputs();
        FloatVector xa = all(in[inAt]);
        FloatVector xb = all(in[inAt + 4]);
        FloatVector xc = all(in[inAt + 8]);
        FloatVector xd = all(in[inAt + 12]);
        int a = functions.lineAt(in[inAt]);
        int b = functions.lineAt(in[inAt + 4]);
        int c = functions.lineAt(in[inAt + 8]);
        int d = functions.lineAt(in[inAt + 12]);
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
            PiecewiseLinear functions, float least, float[] in, int inAt, int first, int end, float[] to, int toAt) {
        FloatVector bound = all(least);
        float[] lines = functions.lines();
        int outputs = functions.outputs();
        FloatVector xa = all(in[inAt]);
        FloatVector xb = all(in[inAt + 4]);
        int a = functions.lineAt(in[inAt]);
        int b = functions.lineAt(in[inAt + 4]);
        for (int output = first; output < end; output += LENGTH) {
            FloatVector va = line(lines, a + output, a + outputs + output, xa, bound);
            FloatVector vb = line(lines, b + output, b + outputs + output, xb, bound);
            int at = toAt + output - first;
            va.blend(vb.rearrange(BY_4), UPPER_4).intoArray(to, at);
            va.rearrange(BY_4).blend(vb, UPPER_4).intoArray(to, at + 4 * LANE);
        }
    }

    private static void one(PiecewiseLinear functions, float least, float x, int first, int end, float[] to, int toAt) {
        int at = functions.lineAt(x);
        FloatVector all = all(x);
        FloatVector bound = all(least);
        for (int output = first; output < end; output += LENGTH) {
            line(functions.lines(), at + output, at + functions.outputs() + output, all, bound)
                    .intoArray(to, toAt + output - first);
        }
    }

    /** The last two exchanges, of vectors next to each other, on the way to where four outputs belong. */
    private static void turn(float[] from, int at, int[] offsets, int output, float[] out, int outAt) {
        FloatVector a = load(from, at);
        FloatVector b = load(from, at + LANE);
        FloatVector c = load(from, at + 2 * LANE);
        FloatVector d = load(from, at + 3 * LANE);
        FloatVector ac = a.blend(c.rearrange(BY_2), UPPER_2);
        FloatVector ca = a.rearrange(BY_2).blend(c, UPPER_2);
        FloatVector bd = b.blend(d.rearrange(BY_2), UPPER_2);
        FloatVector db = b.rearrange(BY_2).blend(d, UPPER_2);
        ac.blend(bd.rearrange(BY_1), UPPER_1).intoArray(out, outAt + offsets[output]);
        ac.rearrange(BY_1).blend(bd, UPPER_1).intoArray(out, outAt + offsets[output + 1]);
        ca.blend(db.rearrange(BY_1), UPPER_1).intoArray(out, outAt + offsets[output + 2]);
        ca.rearrange(BY_1).blend(db, UPPER_1).intoArray(out, outAt + offsets[output + 3]);
    }
}
