package dev.kizu.report;

import dev.kizu.detect.ScoreMap;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.image.Image;

/**
 * Where windows lie in an image.
 *
 * @param patchHeight rows of a window
 * @param patchWidth columns of a window
 * @param stride pixels between windows
 */
record WindowLayout(int patchHeight, int patchWidth, int stride) {
    static WindowLayout of(ExperimentOptions options) {
        return new WindowLayout(
                options.vae().patchHeight(),
                options.vae().patchWidth(),
                options.detector().stride());
    }

    /** The image row where the windows of a grid row begin; a last window that would leave the image lies flush with its border. */
    int top(int gridRow, Image image) {
        return Math.min(gridRow * stride, image.height() - patchHeight);
    }

    /** The image column where the windows of a grid column begin. */
    int left(int gridColumn, Image image) {
        return Math.min(gridColumn * stride, image.width() - patchWidth);
    }

    /** Per pixel the mean score of all windows that cover it; the lowest window score where no window lies. */
    ScoreMap paint(ScoreMap windows, Image image) {
        double[] sums = new double[image.height() * image.width()];
        int[] counts = new int[sums.length];
        float lowest = Float.POSITIVE_INFINITY;
        for (int r = 0; r < windows.rows(); r++) {
            for (int c = 0; c < windows.columns(); c++) {
                float score = windows.get(r, c);
                lowest = Math.min(lowest, score);
                for (int y = top(r, image); y < top(r, image) + patchHeight; y++) {
                    for (int x = left(c, image); x < left(c, image) + patchWidth; x++) {
                        sums[y * image.width() + x] += score;
                        counts[y * image.width() + x]++;
                    }
                }
            }
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = counts[i] > 0 ? (float) (sums[i] / counts[i]) : lowest;
        }
        return new ScoreMap(image.height(), image.width(), values);
    }
}
