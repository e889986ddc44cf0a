package dev.kizu.calibrate;

import dev.kizu.random.CounterRandom;
import java.util.Arrays;
import java.util.List;

/**
 * A mixture of normal distributions of the three log-compressed terms (M, A, D) of a window, wherever the window lies. Parts have kinds of
 * places (background, surface, edge), and each kind has its own usual terms, which one normal distribution cannot tell apart.
 *
 * <p>Source: expectation maximisation (Dempster, Laird, Rubin 1977), begun at centres that are far apart (Arthur and Vassilvitskii 2007).
 * Deviations: a fixed number of rounds, and a ridge on each covariance, so that no component shrinks to a point, see {@link MixtureFit}.
 *
 * @param constant for each component the logarithm of its weight and of its density's factor, in the unit of {@link JointModel}
 * @param center for each component its three means, one after the other
 * @param whitening for each component the inverse of its covariance's lower Cholesky factor, row by row without its zeros: six values
 */
record Mixture(float[] constant, float[] center, float[] whitening) {
    /** Enough for the kinds of places of a part, and few enough to be learnt from a handful of images. */
    static final int COMPONENTS = 32;

    private static final int SAMPLES = 20_000;

    private static final int TERMS = JointModel.TERMS;
    private static final int ENTRIES = JointModel.ENTRIES;

    /**
     * Learns a mixture.
     *
     * @param features the {@link JointModel#features} of each image, at least one
     * @param windows which windows count
     * @param seed decides where the components begin
     */
    static Mixture fit(List<float[]> features, int[] windows, long seed) {
        long all = (long) features.size() * windows.length;
        int samples = (int) Math.min(all, SAMPLES);
        double[] mean = new double[TERMS];
        double[] deviation = new double[TERMS];
        moments(features, windows, mean, deviation);
        double[][] points = new double[TERMS][samples];
        for (int s = 0; s < samples; s++) {
            long number = s * all / samples;
            float[] image = features.get((int) (number / windows.length));
            int window = windows[(int) (number % windows.length)];
            for (int i = 0; i < TERMS; i++) {
                points[i][s] = (image[TERMS * window + i] - mean[i]) / deviation[i];
            }
        }
        return new MixtureFit(points, new CounterRandom(seed, "mixture")).run(mean, deviation);
    }

    private static void moments(List<float[]> features, int[] windows, double[] mean, double[] deviation) {
        double all = (double) features.size() * windows.length;
        for (int i = 0; i < TERMS; i++) {
            double sum = 0;
            for (float[] image : features) {
                for (int window : windows) {
                    sum += image[TERMS * window + i];
                }
            }
            mean[i] = sum / all;
            double squares = 0;
            for (float[] image : features) {
                for (int window : windows) {
                    double d = image[TERMS * window + i] - mean[i];
                    squares += d * d;
                }
            }
            deviation[i] = Math.sqrt(squares / all + JointModel.RESOLUTION);
        }
    }

    /** A copy of which the logarithm of every density is less by a price. */
    Mixture pricier(double price) {
        float[] constants = constant.clone();
        for (int k = 0; k < constants.length; k++) {
            constants[k] -= (float) price;
        }
        return new Mixture(constants, center, whitening);
    }

    /**
     * The logarithm of the density of many windows' terms, each under the component that explains it best. The others would add at most the
     * logarithm of their number, and near a flaw, where all are far away, nothing. Plain loops over arrays, which Java's compiler turns into
     * vectors: 20 operations a window and component.
     *
     * @param features as {@link JointModel#features} gives them
     * @return one for each window
     */
    float[] logDensities(float[] features) {
        int windows = features.length / TERMS;
        float[] a = new float[windows];
        float[] b = new float[windows];
        float[] c = new float[windows];
        for (int w = 0; w < windows; w++) {
            a[w] = features[TERMS * w];
            b[w] = features[TERMS * w + 1];
            c[w] = features[TERMS * w + 2];
        }
        float[] largest = new float[windows];
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
        for (int k = 0; k < constant.length; k++) {
            raise(a, b, c, k, largest);
        }
        return largest;
    }

    private void raise(float[] a, float[] b, float[] c, int k, float[] largest) {
        float constantOfK = constant[k];
        float centerA = center[TERMS * k];
        float centerB = center[TERMS * k + 1];
        float centerC = center[TERMS * k + 2];
        float w00 = whitening[ENTRIES * k];
        float w10 = whitening[ENTRIES * k + 1];
        float w11 = whitening[ENTRIES * k + 2];
        float w20 = whitening[ENTRIES * k + 3];
        float w21 = whitening[ENTRIES * k + 4];
        float w22 = whitening[ENTRIES * k + 5];
        for (int w = 0; w < largest.length; w++) {
            float x = a[w] - centerA;
            float y = b[w] - centerB;
            float z = c[w] - centerC;
            float p = w00 * x;
            float q = w10 * x + w11 * y;
            float r = w20 * x + w21 * y + w22 * z;
            largest[w] = Math.max(largest[w], constantOfK - (p * p + q * q + r * r) * 0.5f);
        }
    }
}
