package dev.kizu.nn.kernel;

/**
 * A linear map with shared weights, spelled out as offsets. For every row r and position p,
 *
 * <pre>{@code out[rowOut[r] + positionOut[p]] = sum over taps t of
 *     weights[rowWeight[r] + tapWeight[t]] * in[positionIn[p] + tapIn[t]]}</pre>
 *
 * where every {@code in} and {@code out} stands for sixteen lanes. Convolutions, transposed convolutions and dense layers
 * are plans, and so are their transposes: one kernel serves them all. The arrays are shared, not copied: treat them as
 * read-only.
 *
 * @param rowWeight weight offset of each row (an output channel, or an output channel and tap)
 * @param rowOut output offset of each row, in floats
 * @param tapWeight weight offset of each tap
 * @param tapIn input offset of each tap, in floats
 * @param positionIn input offset of each position, in floats
 * @param positionOut output offset of each position, in floats
 */
public record LinearPlan(
        int[] rowWeight, int[] rowOut, int[] tapWeight, int[] tapIn, int[] positionIn, int[] positionOut) {
    /** Checks that offsets come in pairs. */
    public LinearPlan {
        if (rowWeight.length != rowOut.length || tapWeight.length != tapIn.length || positionIn.length != positionOut.length) {
            throw new IllegalArgumentException("offsets do not come in pairs: rows %d/%d, taps %d/%d, positions %d/%d"
                    .formatted(rowWeight.length, rowOut.length, tapWeight.length, tapIn.length, positionIn.length, positionOut.length));
        }
    }

    /** Number of rows. */
    public int rows() {
        return rowWeight.length;
    }

    /** Number of taps. */
    public int taps() {
        return tapWeight.length;
    }

    /** Number of positions. */
    public int positions() {
        return positionIn.length;
    }

    /** Multiply-adds for one lane. */
    public long multiplyAdds() {
        return (long) rows() * taps() * positions();
    }
}
