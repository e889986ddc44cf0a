package dev.kizu.calibrate;

import dev.kizu.vae.WindowTerms;
import java.util.List;

/**
 * Mean and spread of one score at every window position.
 *
 * @param mean one for each window, or one for all
 * @param inverseDeviation 1 over the spread, one for each window, or one for all
 */
record Standardization(float[] mean, float[] inverseDeviation) {
    /** The common variance counts as much as this many images. */
    private static final double PRIOR_IMAGES = 10;
    /** Where all images are alike to the last bit there is nothing to divide by. */
    private static final double SMALLEST_VARIANCE = 1e-24;

    /** The score of one window. */
    @FunctionalInterface
    interface WindowScore {
        float of(WindowTerms terms, int window);
    }

    static Standardization fit(List<WindowTerms> heldOut, WindowScore score) {
        int windows = heldOut.get(0).size();
        int images = heldOut.size();
        double[] mean = new double[windows];
        double[] squares = new double[windows];
        for (WindowTerms terms : heldOut) {
            for (int w = 0; w < windows; w++) {
                mean[w] += score.of(terms, w) / images;
            }
        }
        double total = 0;
        for (WindowTerms terms : heldOut) {
            for (int w = 0; w < windows; w++) {
                double d = score.of(terms, w) - mean[w];
                squares[w] += d * d;
                total += d * d;
            }
        }
        double common = total / ((double) windows * (images - 1));
        float[] means = new float[windows];
        float[] inverse = new float[windows];
        for (int w = 0; w < windows; w++) {
            double variance = (squares[w] + PRIOR_IMAGES * common) / (images - 1 + PRIOR_IMAGES);
            means[w] = (float) mean[w];
            inverse[w] = variance > SMALLEST_VARIANCE ? (float) (1 / Math.sqrt(variance)) : 1;
        }
        return new Standardization(means, inverse);
    }

    /** One mean and spread for all windows: arrays of length 1. */
    static Standardization common(List<WindowTerms> heldOut, int[] windows, WindowScore score) {
        double all = (double) heldOut.size() * windows.length;
        double mean = 0;
        for (WindowTerms terms : heldOut) {
            for (int w : windows) {
                mean += score.of(terms, w) / all;
            }
        }
        double variance = 0;
        for (WindowTerms terms : heldOut) {
            for (int w : windows) {
                double d = score.of(terms, w) - mean;
                variance += d * d / all;
            }
        }
        float inverse = variance > SMALLEST_VARIANCE ? (float) (1 / Math.sqrt(variance)) : 1;
        return new Standardization(new float[] {(float) mean}, new float[] {inverse});
    }

    float[] apply(WindowTerms terms, WindowScore score) {
        float[] result = new float[terms.size()];
        // One mean and spread may serve all windows.
        int step = mean.length == 1 ? 0 : 1;
        for (int w = 0; w < result.length; w++) {
            result[w] = (float) (((double) score.of(terms, w) - mean[step * w]) * inverseDeviation[step * w]);
        }
        return result;
    }
}
