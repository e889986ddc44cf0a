package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.all;
import static dev.kizu.nn.kernel.VectorLanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * Operations on rows of numbers. To add a multiple takes two loads, an fma and a store for a vector; a squared distance two loads, a subtraction and an
 * fma; a channel's gradient three loads, a multiplication, three fmas and a store. Benchmarks: {@code KernelBenchmark.addMultiple}, {@code
 * KernelBenchmark.squaredDistance}, {@code KernelBenchmark.channelGradient}.
 */
final class VectorRows {
    private VectorRows() {}

    static void addMultiple(float factor, float[] x, int xAt, float[] y, int yAt, float[] to, int toAt, int count) {
        FloatVector all = all(factor);
        int whole = count / LENGTH * LENGTH;
        for (int i = 0; i < whole; i += LENGTH) {
            load(x, xAt + i).fma(all, load(y, yAt + i)).intoArray(to, toAt + i);
        }
        ScalarRows.addMultiple(factor, x, xAt + whole, y, yAt + whole, to, toAt + whole, count - whole);
    }

    static float squaredDistance(float[] x, int xAt, float[] y, int yAt, int count, float[] scratch) {
        int whole = count / Lanes.COUNT * Lanes.COUNT;
        for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
            FloatVector sum = all(0f);
            for (int i = part; i < whole; i += Lanes.COUNT) {
                FloatVector difference = load(x, xAt + i).sub(load(y, yAt + i));
                sum = difference.fma(difference, sum);
            }
            sum.intoArray(scratch, part);
        }
        ScalarRows.addSquares(x, xAt + whole, y, yAt + whole, count - whole, scratch);
        return Lanes.sum(scratch, 0);
    }

    static void channelGradient(
            float slope,
            float start,
            float[] lines,
            int at,
            int outputs,
            float[] weights,
            int weightsAt,
            float[] weightGradient,
            int toAt,
            float[] sums,
            int sumsAt) {
        int whole = outputs / Lanes.COUNT * Lanes.COUNT;
        for (int part = 0; part < Lanes.COUNT; part += LENGTH) {
            FloatVector ofStarts = all(0f);
            FloatVector ofSlopes = all(0f);
            for (int i = part; i < whole; i += Lanes.COUNT) {
                FloatVector ofSlope = load(lines, at + i);
                FloatVector ofStart = load(lines, at + outputs + i);
                FloatVector weight = load(weights, weightsAt + i);
                ofStart.fma(all(start), ofSlope.mul(all(slope))).intoArray(weightGradient, toAt + i);
                ofStarts = weight.fma(ofStart, ofStarts);
                ofSlopes = weight.fma(ofSlope, ofSlopes);
            }
            ofStarts.intoArray(sums, sumsAt + part);
            ofSlopes.intoArray(sums, sumsAt + Lanes.COUNT + part);
        }
        for (int i = whole; i < outputs; i++) {
            float ofSlope = lines[at + i];
            float ofStart = lines[at + outputs + i];
            float weight = weights[weightsAt + i];
            weightGradient[toAt + i] = Math.fma(ofStart, start, ofSlope * slope);
            int to = sumsAt + i - whole;
            sums[to] = Math.fma(weight, ofStart, sums[to]);
            sums[to + Lanes.COUNT] = Math.fma(weight, ofSlope, sums[to + Lanes.COUNT]);
        }
    }
}
