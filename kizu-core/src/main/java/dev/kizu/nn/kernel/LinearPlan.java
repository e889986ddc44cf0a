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
 */
public final class LinearPlan {
    /** Rows whose weights lie side by side in packed weights. */
    static final int ROW_BLOCK = 4;
    /** Taps in a run of a plan that slides. */
    static final int RUN = 4;

    private static final int SIDE_BY_SIDE = 8;

    private final int[] rowWeight;
    private final int[] rowOut;
    private final int[] tapWeight;
    private final int[] tapIn;
    private final int[] positionIn;
    private final int[] positionOut;
    private final boolean inRuns;
    private final boolean slides;
    private final boolean inPairs;
    private final boolean even;

    /**
     * Creates a plan.
     *
     * @param rowWeight weight offset of each row (an output channel, or an output channel and tap)
     * @param rowOut output offset of each row, in floats
     * @param tapWeight weight offset of each tap
     * @param tapIn input offset of each tap, in floats
     * @param positionIn input offset of each position, in floats
     * @param positionOut output offset of each position, in floats
     * @throws IllegalArgumentException if offsets do not come in pairs
     */
    public LinearPlan(
            int[] rowWeight, int[] rowOut, int[] tapWeight, int[] tapIn, int[] positionIn, int[] positionOut) {
        if (rowWeight.length != rowOut.length
                || tapWeight.length != tapIn.length
                || positionIn.length != positionOut.length) {
            throw new IllegalArgumentException("offsets do not come in pairs: rows %d/%d, taps %d/%d, positions %d/%d"
                    .formatted(
                            rowWeight.length,
                            rowOut.length,
                            tapWeight.length,
                            tapIn.length,
                            positionIn.length,
                            positionOut.length));
        }
        this.rowWeight = rowWeight;
        this.rowOut = rowOut;
        this.tapWeight = tapWeight;
        this.tapIn = tapIn;
        this.positionIn = positionIn;
        this.positionOut = positionOut;
        this.inRuns = steps(tapIn, RUN, -Lanes.COUNT) && steps(tapWeight, RUN, 1);
        this.slides =
                inRuns && steps(positionIn, SIDE_BY_SIDE, Lanes.COUNT) && steps(positionOut, SIDE_BY_SIDE, Lanes.COUNT);
        this.inPairs = steps(positionIn, 2, Lanes.COUNT);
        this.even = tapIn.length > 1 && steps(tapIn, tapIn.length, tapIn[1] - tapIn[0]);
    }

    /** Whether offsets come in runs of a length within which each is a step from the one before. */
    private static boolean steps(int[] offsets, int run, int step) {
        if (offsets.length % run != 0) {
            return false;
        }
        for (int i = 0; i < offsets.length; i++) {
            if (i % run != 0 && offsets[i] - offsets[i - 1] != step) {
                return false;
            }
        }
        return true;
    }

    /** Weight offset of each row. */
    public int[] rowWeight() {
        return rowWeight;
    }

    /** Output offset of each row, in floats. */
    public int[] rowOut() {
        return rowOut;
    }

    /** Weight offset of each tap. */
    public int[] tapWeight() {
        return tapWeight;
    }

    /** Input offset of each tap, in floats. */
    public int[] tapIn() {
        return tapIn;
    }

    /** Input offset of each position, in floats. */
    public int[] positionIn() {
        return positionIn;
    }

    /** Output offset of each position, in floats. */
    public int[] positionOut() {
        return positionOut;
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

    /** Whether taps come in fours, each one place further left in the input with the next weight. */
    boolean inRuns() {
        return inRuns;
    }

    /** Whether taps come in runs and positions in eights side by side: then a kernel can slide over the input instead of loading it anew for each tap. */
    boolean slides() {
        return slides;
    }

    /** Whether positions come in twos whose inputs lie side by side. */
    boolean inPairs() {
        return inPairs;
    }

    /** Whether each tap's input lies as far from the one before as the second's from the first's. */
    boolean isEven() {
        return even;
    }

    /** Floats of this plan's weights once packed. */
    public int packedSize() {
        return rowBlocks() * taps() * ROW_BLOCK;
    }

    /** Number of blocks of rows in packed weights. */
    public int rowBlocks() {
        return (rows() + ROW_BLOCK - 1) / ROW_BLOCK;
    }

    /** Where packed weights hold the weight of a row and a tap: four rows side by side, tap after tap, then the next four rows. */
    int packedAt(int row, int tap) {
        return (row / ROW_BLOCK * taps() + tap) * ROW_BLOCK + row % ROW_BLOCK;
    }

    /** Packs all weights, as {@link Kernel#linear} wants them. */
    public void pack(float[] weights, int weightsAt, float[] packed, int packedAt) {
        for (int block = 0; block < rowBlocks(); block++) {
            pack(block, weights, weightsAt, packed, packedAt);
        }
    }

    /** Packs the weights of one block of rows. Where rows do not fill the last block, it repeats the last row. */
    public void pack(int block, float[] weights, int weightsAt, float[] packed, int packedAt) {
        for (int i = 0; i < ROW_BLOCK; i++) {
            int row = block * ROW_BLOCK + i;
            int from = weightsAt + rowWeight[Math.min(row, rowWeight.length - 1)];
            int to = packedAt + packedAt(row, 0);
            for (int tap = 0; tap < tapWeight.length; tap++) {
                packed[to + tap * ROW_BLOCK] = weights[from + tapWeight[tap]];
            }
        }
    }

    /** Multiply-adds for one lane. */
    public long multiplyAdds() {
        return (long) rows() * taps() * positions();
    }
}
