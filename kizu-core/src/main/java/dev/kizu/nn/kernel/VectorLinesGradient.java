package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The way back through piecewise linear functions. Outputs' gradients are turned, so that there are vectors of outputs for each lane; of these an
 * output's gradient takes three multiply-adds or additions, three loads and two stores. Benchmark: {@code KernelBenchmark.linesGradient}.
 */
final class VectorLinesGradient {
    private static final int LANE = ScalarTranspose.LANE;
    /** Sixteen sums for each lane, and what these come to. */
    private static final int SUMS = Kernel.PANELS;

    private static final int REACHED = SUMS + VectorLaneSums.SUMS + Lanes.COUNT;
    private static final int TURNED = REACHED + Lanes.COUNT;

    private VectorLinesGradient() {}

    static void apply(
            PiecewiseLinear functions,
            float[] in,
            int inAt,
            int[] offsets,
            float[] gradient,
            int gradientAt,
            float[] inGradient,
            int inGradientAt,
            float[] linesGradient,
            int linesGradientAt,
            float[] scratch) {
        int outputs = functions.outputs();
        Arrays.fill(scratch, SUMS, SUMS + VectorLaneSums.SUMS, 0f);
        VectorReach.write(functions.bends(), in, inAt, 2 * outputs, scratch, REACHED);
        int whole = outputs / Lanes.COUNT * Lanes.COUNT;
        for (int first = 0; first < whole; first += ScalarTranspose.MOST) {
            int end = Math.min(first + ScalarTranspose.MOST, whole);
            VectorTurn.lanes(gradient, gradientAt, offsets, first, end, scratch, TURNED, LANE);
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                float x = in[inAt + lane];
                int line = VectorReach.at(scratch, REACHED + lane) + first;
                for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
                    add(
                            x,
                            scratch,
                            TURNED + lane * LANE + part,
                            end - first - part,
                            functions.memory(),
                            functions.linesAt() + line + part,
                            linesGradient,
                            linesGradientAt + line + part,
                            outputs,
                            SUMS + lane * Lanes.COUNT + part);
                }
            }
        }
        ScalarLines.addGradient(
                functions,
                whole,
                in,
                inAt,
                offsets,
                gradient,
                gradientAt,
                linesGradient,
                linesGradientAt,
                scratch,
                SUMS);
        VectorLaneSums.apply(scratch, SUMS, Lanes.COUNT);
        System.arraycopy(scratch, SUMS + VectorLaneSums.SUMS, inGradient, inGradientAt, Lanes.COUNT);
    }

    /** Every sixteenth output of a lane, as many side by side as a vector takes. */
    private static void add(
            float x,
            float[] scratch,
            int from,
            int count,
            float[] lines,
            int lineAt,
            float[] linesGradient,
            int to,
            int outputs,
            int sumsAt) {
        FloatVector value = all(x);
        FloatVector sums = load(scratch, sumsAt);
        int i = 0;
        for (; i + 3 * Lanes.COUNT < count; i += 4 * Lanes.COUNT) {
            FloatVector a = load(scratch, from + i);
            FloatVector b = load(scratch, from + i + Lanes.COUNT);
            FloatVector c = load(scratch, from + i + 2 * Lanes.COUNT);
            FloatVector d = load(scratch, from + i + 3 * Lanes.COUNT);
            addTo(a, value, linesGradient, to + i, outputs);
            addTo(b, value, linesGradient, to + i + Lanes.COUNT, outputs);
            addTo(c, value, linesGradient, to + i + 2 * Lanes.COUNT, outputs);
            addTo(d, value, linesGradient, to + i + 3 * Lanes.COUNT, outputs);
            sums = a.fma(load(lines, lineAt + i), sums);
            sums = b.fma(load(lines, lineAt + i + Lanes.COUNT), sums);
            sums = c.fma(load(lines, lineAt + i + 2 * Lanes.COUNT), sums);
            sums = d.fma(load(lines, lineAt + i + 3 * Lanes.COUNT), sums);
        }
        for (; i < count; i += Lanes.COUNT) {
            FloatVector g = load(scratch, from + i);
            addTo(g, value, linesGradient, to + i, outputs);
            sums = g.fma(load(lines, lineAt + i), sums);
        }
        sums.intoArray(scratch, sumsAt);
    }

    private static void addTo(FloatVector g, FloatVector value, float[] linesGradient, int to, int outputs) {
        g.fma(value, load(linesGradient, to)).intoArray(linesGradient, to);
        g.add(load(linesGradient, to + outputs)).intoArray(linesGradient, to + outputs);
    }
}
