package dev.kizu.calibrate;

import dev.kizu.vae.WindowTerms;
import java.util.List;

/**
 * Mean and spread of one score at every window position.
 *
 * @param mean one for each window
 * @param inverseDeviation 1 over the spread, one for each window
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

    float[] apply(WindowTerms terms, WindowScore score) {
        float[] result = new float[terms.size()];
        for (int w = 0; w < result.length; w++) {
            result[w] = (float) (((double) score.of(terms, w) - mean[w]) * inverseDeviation[w]);
        }
        return result;
    }
}
