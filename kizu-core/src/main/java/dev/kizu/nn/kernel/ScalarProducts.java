package dev.kizu.nn.kernel;

import java.util.Arrays;

/**
 * Sums of products over places, of up to 64 rows or taps (one operand, transposed, which gives loops their length) times up to 32 of the other:
 * lane by lane, so that a value of the other operand is a constant to {@link ScalarTile}. Not thread-safe. Benchmark:
 * {@code KernelBenchmark.transposedConvolutionGradient}.
 */
final class ScalarProducts {
    /** Places that are added at a time: a multiple of three, few enough for a lane's part of everything to stay in the first-level cache. */
    static final int PLACES = 12;

    /** Most rows or taps of the operand that is not transposed. */
    static final int FACTORS = 32;

    private final float[][] transposed = new float[PLACES][ScalarTranspose.LENGTH];
    private final float[][] sums = new float[FACTORS][ScalarTranspose.LENGTH];
    private final int[] offsets = new int[ScalarTranspose.MOST];
    private final int[] otherPlaces = new int[PLACES];
    private int size;

    /** Begins with as many rows or taps of the operand to transpose; their offsets are set one by one. All sums are 0. */
    void begin(int size, int sumsUsed) {
        this.size = size;
        for (int i = 0; i < sumsUsed; i++) {
            Arrays.fill(sums[i], 0f);
        }
    }

    /** Sets where a row or tap of the operand to transpose begins. */
    void setOffset(int number, int offset) {
        offsets[number] = offset;
    }

    /** Sets the first operand's values at the place of that number. */
    void transpose(int number, float[] values, int at) {
        ScalarTranspose.lanes(values, at, offsets, size, transposed[number]);
    }

    /** Sets where the other operand's values for the place of that number are. */
    void setOther(int number, int at) {
        otherPlaces[number] = at;
    }

    /** Adds the products of some rows or taps of the other operand at the places set, in order, to the sums from {@code firstSum} on. */
    void add(int places, ScalarOperand other, int fromOther, int toOther, int firstSum) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            int from = lane * ScalarTranspose.LANE;
            for (int i = fromOther; i < toOther; i += 2) {
                int second = Math.min(i + 1, toOther - 1);
                addPair(
                        places,
                        other.values,
                        other.offset(i) + lane,
                        other.offset(second) + lane,
                        sums[firstSum + i - fromOther],
                        sums[firstSum + second - fromOther],
                        from,
                        from + size);
            }
        }
    }

    private void addPair(int places, float[] values, int first, int second, float[] y0, float[] y1, int from, int to) {
        float[][] x = transposed;
        int[] at = otherPlaces;
        int place = 0;
        for (; place < places - 2; place += 3) {
            int p0 = at[place];
            int p1 = at[place + 1];
            int p2 = at[place + 2];
            ScalarTile.addThree(
                    y0,
                    y1,
                    x[place],
                    x[place + 1],
                    x[place + 2],
                    values[first + p0],
                    values[first + p1],
                    values[first + p2],
                    values[second + p0],
                    values[second + p1],
                    values[second + p2],
                    from,
                    to);
        }
        for (; place < places; place++) {
            ScalarTile.addOne(y0, y1, x[place], values[first + at[place]], values[second + at[place]], from, to);
        }
    }

    /** Adds up the lanes of a sum as {@link Lanes#sum} does: the total of the i-th row or tap is then at index i. */
    float[] total(int sum, float[] scratch) {
        float[] lanes = sums[sum];
        for (int half = Lanes.COUNT / 2; half > 0; half /= 2) {
            int length = half * ScalarTranspose.LANE;
            System.arraycopy(lanes, length, scratch, 0, length);
            ScalarPasses.add(scratch, lanes, length);
        }
        return lanes;
    }
}
