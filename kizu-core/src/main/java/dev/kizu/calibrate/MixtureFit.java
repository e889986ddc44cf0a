package dev.kizu.calibrate;

import dev.kizu.random.CounterRandom;
import java.util.Arrays;

/**
 * The state of expectation maximisation, on features of mean 0 and variance 1. Points and shares lie so that loops over the points run through memory in
 * its order: where nothing is summed, Java's compiler turns them into vectors.
 */
final class MixtureFit {
    private static final int COMPONENTS = Mixture.COMPONENTS;
    private static final int TERMS = JointModel.TERMS;
    private static final int ENTRIES = JointModel.ENTRIES;
    private static final int ROUNDS = 15;
    /** Added to each variance, in units of the feature's own variance. */
    private static final double RIDGE = 0.01;

    private static final double FIRST_VARIANCE = 0.3;
    private static final double LOG_2_PI = StrictMath.log(2 * StrictMath.PI);

    private final int size;
    /** For each term those of all points. */
    private final double[][] points;

    private final double[] weight = new double[COMPONENTS];
    private final double[][] center = new double[COMPONENTS][TERMS];
    /** Of which the lower triangle counts. */
    private final double[][][] covariance = new double[COMPONENTS][TERMS][TERMS];

    private final double[][] whitening = new double[COMPONENTS][];
    private final double[] constant = new double[COMPONENTS];
    /** For each component its shares in all points. */
    private final double[][] share;

    MixtureFit(double[][] points, CounterRandom random) {
        this.points = points;
        this.size = points[0].length;
        this.share = new double[COMPONENTS][size];
        begin(random);
    }

    /** Takes points as centres, each with a chance that grows with its distance from those that there are. */
    private void begin(CounterRandom random) {
        double[] distance = new double[size];
        Arrays.fill(distance, 1);
        for (int k = 0; k < COMPONENTS; k++) {
            double total = 0;
            for (double d : distance) {
                total += d;
            }
            double left = random.unit(k, 0) * total;
            int chosen = 0;
            while (chosen < size - 1 && left >= distance[chosen]) {
                left -= distance[chosen];
                chosen++;
            }
            for (int i = 0; i < TERMS; i++) {
                center[k][i] = points[i][chosen];
            }
            for (int s = 0; s < size; s++) {
                double x = points[0][s] - center[k][0];
                double y = points[1][s] - center[k][1];
                double z = points[2][s] - center[k][2];
                double d = x * x + y * y + z * z;
                distance[s] = k == 0 ? d : Math.min(distance[s], d);
            }
            weight[k] = 1.0 / COMPONENTS;
            for (int i = 0; i < TERMS; i++) {
                covariance[k][i][i] = FIRST_VARIANCE;
            }
        }
    }

    Mixture run(double[] mean, double[] deviation) {
        for (int round = 0; round < ROUNDS; round++) {
            invert();
            expect();
            maximize();
        }
        invert();
        return scaled(mean, deviation);
    }

    private void invert() {
        for (int k = 0; k < COMPONENTS; k++) {
            whitening[k] = JointModel.inverseCholesky(covariance[k]);
            constant[k] = StrictMath.log(weight[k] + 1e-12)
                    + StrictMath.log(whitening[k][0])
                    + StrictMath.log(whitening[k][2])
                    + StrictMath.log(whitening[k][5]);
        }
    }

    private void expect() {
        double[] largest = new double[size];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int k = 0; k < COMPONENTS; k++) {
            density(k, share[k]);
            for (int s = 0; s < size; s++) {
                largest[s] = Math.max(largest[s], share[k][s]);
            }
        }
        double[] sum = new double[size];
        for (double[] shares : share) {
            for (int s = 0; s < size; s++) {
                double d = shares[s] - largest[s];
                shares[s] = d < -20 ? 0 : StrictMath.exp(d);
                sum[s] += shares[s];
            }
        }
        for (double[] shares : share) {
            for (int s = 0; s < size; s++) {
                shares[s] /= sum[s];
            }
        }
    }

    /** The logarithm of each point's density under a component. */
    private void density(int k, double[] result) {
        double[] a = points[0];
        double[] b = points[1];
        double[] c = points[2];
        double centerA = center[k][0];
        double centerB = center[k][1];
        double centerC = center[k][2];
        double w00 = whitening[k][0];
        double w10 = whitening[k][1];
        double w11 = whitening[k][2];
        double w20 = whitening[k][3];
        double w21 = whitening[k][4];
        double w22 = whitening[k][5];
        double constantOfK = constant[k];
        for (int s = 0; s < result.length; s++) {
            double x = a[s] - centerA;
            double y = b[s] - centerB;
            double z = c[s] - centerC;
            double p = w00 * x;
            double q = w10 * x + w11 * y;
            double r = w20 * x + w21 * y + w22 * z;
            result[s] = constantOfK - (p * p + q * q + r * r) / 2;
        }
    }

    private void maximize() {
        for (int k = 0; k < COMPONENTS; k++) {
            double total = moveCenter(k);
            scatter(k, total);
            weight[k] = total / size;
        }
    }

    /** Returns the component's shares in all points together. */
    private double moveCenter(int k) {
        double[] shares = share[k];
        double total = 1e-9;
        double sumA = 0;
        double sumB = 0;
        double sumC = 0;
        for (int s = 0; s < size; s++) {
            total += shares[s];
            sumA += shares[s] * points[0][s];
            sumB += shares[s] * points[1][s];
            sumC += shares[s] * points[2][s];
        }
        center[k][0] = sumA / total;
        center[k][1] = sumB / total;
        center[k][2] = sumC / total;
        return total;
    }

    private void scatter(int k, double total) {
        double[] shares = share[k];
        double[] c = center[k];
        double s00 = 0;
        double s10 = 0;
        double s11 = 0;
        double s20 = 0;
        double s21 = 0;
        double s22 = 0;
        for (int s = 0; s < size; s++) {
            double w = shares[s];
            if (w != 0) {
                double x = points[0][s] - c[0];
                double y = points[1][s] - c[1];
                double z = points[2][s] - c[2];
                s00 += w * x * x;
                s10 += w * y * x;
                s11 += w * y * y;
                s20 += w * z * x;
                s21 += w * z * y;
                s22 += w * z * z;
            }
        }
        covariance[k] = new double[][] {
            {s00 / total + RIDGE, 0, 0},
            {s10 / total, s11 / total + RIDGE, 0},
            {s20 / total, s21 / total, s22 / total + RIDGE}
        };
    }

    /** Back to the unit of the features. */
    private Mixture scaled(double[] mean, double[] deviation) {
        float[] constants = new float[COMPONENTS];
        float[] centers = new float[TERMS * COMPONENTS];
        float[] whitenings = new float[ENTRIES * COMPONENTS];
        double unit = 1.5 * LOG_2_PI;
        for (double d : deviation) {
            unit += StrictMath.log(d);
        }
        for (int k = 0; k < COMPONENTS; k++) {
            constants[k] = (float) (constant[k] - unit);
            for (int row = 0, entry = 0; row < TERMS; row++) {
                centers[TERMS * k + row] = (float) (mean[row] + deviation[row] * center[k][row]);
                for (int column = 0; column <= row; column++, entry++) {
                    whitenings[ENTRIES * k + entry] = (float) (whitening[k][entry] / deviation[column]);
                }
            }
        }
        return new Mixture(constants, centers, whitenings);
    }
}
