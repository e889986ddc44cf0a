package dev.kizu.nn.kernel;

/**
 * Weight gradients of plans whose taps are a sliding window: what the taps of one row of the window read at a row of places, those of the next
 * row of the window read at the next row of places, so that it is transposed once for all of them. Not thread-safe. Benchmark:
 * {@code KernelBenchmark.headGradient}.
 */
final class ScalarWindows {
    private static final int CHANNELS = ScalarTranspose.MOST / LinearPlan.RUN;

    /** Rows of the window. */
    private int height;

    private int channels;
    /** Places in a row, and floats from one row of inputs to the next. */
    private int width;

    private int rowStride;

    /** Whether a plan is of that kind; remembers how it is built. */
    boolean find(LinearPlan plan) {
        int[] tapIn = plan.tapIn();
        int[] positionIn = plan.positionIn();
        if (!plan.inRuns()) {
            return false;
        }
        width = 1;
        while (width < positionIn.length && positionIn[width] == positionIn[width - 1] + Lanes.COUNT) {
            width++;
        }
        if (width == positionIn.length || positionIn.length % width != 0) {
            return false;
        }
        rowStride = positionIn[width] - positionIn[0];
        int runs = tapIn.length / LinearPlan.RUN;
        height = 1;
        while (height < runs && tapIn[height * LinearPlan.RUN] == tapIn[0] - height * rowStride) {
            height++;
        }
        channels = runs / height;
        return height > 1 && runs % height == 0 && areTapsWindows(tapIn) && arePositionsRows(positionIn);
    }

    private boolean areTapsWindows(int[] tapIn) {
        for (int channel = 0; channel < channels; channel++) {
            int first = tapIn[tap(channel, 0, 0)];
            for (int row = 1; row < height; row++) {
                if (tapIn[tap(channel, row, 0)] != first - row * rowStride) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean arePositionsRows(int[] positionIn) {
        for (int i = 0; i < positionIn.length; i++) {
            if (positionIn[i] != positionIn[0] + i / width * rowStride + i % width * Lanes.COUNT) {
                return false;
            }
        }
        return true;
    }

    private int tap(int channel, int row, int column) {
        return (channel * height + row) * LinearPlan.RUN + column;
    }

    /** Computes the gradients of the plan that {@link #find} saw last; operands are set. */
    void apply(LinearPlan plan, ScalarScratch scratch, int fromRow, int groups, float[] weightGradient, int weightsAt) {
        ScalarProducts products = scratch.products;
        int together = ScalarProducts.FACTORS / height;
        for (int channel = 0; channel < channels; channel += CHANNELS) {
            int count = Math.min(CHANNELS, channels - channel);
            for (int i = 0; i < count * LinearPlan.RUN; i++) {
                int tap = tap(channel + i / LinearPlan.RUN, 0, i % LinearPlan.RUN);
                products.setOffset(i, scratch.taps.offset(tap));
            }
            for (int row = 0; row < scratch.rows.count(); row += together) {
                int rows = Math.min(together, scratch.rows.count() - row);
                products.begin(count * LinearPlan.RUN, rows * height);
                for (int group = 0; group < groups; group++) {
                    addGroup(plan, scratch, group, row, rows);
                }
                finish(plan, scratch, channel, count, fromRow + row, rows, weightGradient, weightsAt);
            }
        }
    }

    /** Walks over the rows of inputs, of which the first and the last are seen by some of the window's rows only. */
    private void addGroup(LinearPlan plan, ScalarScratch scratch, int group, int row, int rows) {
        ScalarProducts products = scratch.products;
        int placeRows = plan.positions() / width;
        for (int inRow = 1 - height; inRow < placeRows; inRow++) {
            for (int column = 0; column < width; column += ScalarProducts.PLACES) {
                int places = Math.min(ScalarProducts.PLACES, width - column);
                int at = scratch.taps.place(group, 0) + inRow * rowStride + column * Lanes.COUNT;
                for (int i = 0; i < places; i++) {
                    products.transpose(i, scratch.taps.values, at + i * Lanes.COUNT);
                }
                int toWindowRow = Math.min(height, placeRows - inRow);
                for (int windowRow = Math.max(0, -inRow); windowRow < toWindowRow; windowRow++) {
                    int position = (inRow + windowRow) * width + column;
                    for (int i = 0; i < places; i++) {
                        products.setOther(i, scratch.rows.place(group, position + i));
                    }
                    products.add(places, scratch.rows, row, row + rows, windowRow * rows);
                }
            }
        }
    }

    private void finish(
            LinearPlan plan,
            ScalarScratch scratch,
            int channel,
            int count,
            int fromRow,
            int rows,
            float[] weightGradient,
            int weightsAt) {
        for (int windowRow = 0; windowRow < height; windowRow++) {
            for (int row = 0; row < rows; row++) {
                float[] total = scratch.products.total(windowRow * rows + row, scratch.first);
                int to = weightsAt + plan.rowWeight()[fromRow + row];
                for (int i = 0; i < count * LinearPlan.RUN; i++) {
                    int tap = tap(channel + i / LinearPlan.RUN, windowRow, i % LinearPlan.RUN);
                    weightGradient[to + plan.tapWeight()[tap]] = total[i];
                }
            }
        }
    }
}
