package dev.kizu.features.padim;

import dev.kizu.parallel.Team;

/** From statistics to the means and whitening matrices of a model. */
final class PadimFit {
    private final PadimStatistics statistics;
    private final Regularization regularization;
    private final int dimensions;
    private final double floor;
    private final float[] means;
    private final float[] whitening;

    private PadimFit(PadimStatistics statistics, Regularization regularization) {
        this.statistics = statistics;
        this.regularization = regularization;
        this.dimensions = statistics.dimensions();
        this.floor = regularization.share() * meanVariance(statistics) + regularization.epsilon();
        this.means = new float[Math.multiplyExact(statistics.positions(), dimensions)];
        this.whitening = new float[Math.multiplyExact(means.length, dimensions)];
    }

    static PadimModel fit(PadimStatistics statistics, Regularization regularization, int threads) {
        if (statistics.count() < 2) {
            throw new IllegalArgumentException(
                    "%d images, expected at least 2 to know how features vary. Add images of good parts."
                            .formatted(statistics.count()));
        }
        PadimFit fit = new PadimFit(statistics, regularization);
        Team.run(Math.min(threads, statistics.positions()), member -> {
            double[][] covariance = new double[fit.dimensions][fit.dimensions];
            double[][] inverse = new double[fit.dimensions][fit.dimensions];
            int positions = statistics.positions();
            for (int position = member.from(positions); position < member.to(positions); position++) {
                fit.position(position, covariance, inverse);
            }
        });
        return new PadimModel(fit.dimensions, statistics.positions(), fit.means, fit.whitening);
    }

    /** Over all positions and dimensions. */
    private static double meanVariance(PadimStatistics statistics) {
        double sum = 0;
        for (int position = 0; position < statistics.positions(); position++) {
            sum += trace(statistics.scatter(position), statistics.dimensions());
        }
        return sum / ((statistics.count() - 1.0) * statistics.positions() * statistics.dimensions());
    }

    private static double trace(double[] triangle, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += triangle[i * (i + 1) / 2 + i];
        }
        return sum;
    }

    private void position(int position, double[][] covariance, double[][] inverse) {
        double[] scatter = statistics.scatter(position);
        long degrees = statistics.count() - 1;
        double trace = trace(scatter, dimensions) / degrees;
        double shrinkage = regularization.shrinkage(dimensions, degrees, trace, squares(scatter, degrees));
        double added = shrinkage * trace / dimensions + floor;
        int at = 0;
        for (int i = 0; i < dimensions; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = (1 - shrinkage) * scatter[at++] / degrees;
            }
            covariance[i][i] += added;
        }
        if (!Whitening.invert(dimensions, covariance, inverse)) {
            throw new IllegalArgumentException(
                    "the covariance at position %d of %d images has no inverse (mean variance %s, %s added). Add images that differ, or regularize more."
                            .formatted(position, statistics.count(), trace / dimensions, added));
        }
        for (int i = 0; i < dimensions; i++) {
            means[position * dimensions + i] = (float) statistics.mean(position, i);
            int to = (position * dimensions + i) * dimensions;
            for (int j = 0; j <= i; j++) {
                whitening[to + j] = (float) inverse[i][j];
            }
        }
    }

    /** The trace of the covariance's square: the sum of its squared entries. */
    private double squares(double[] scatter, long degrees) {
        double sum = 0;
        int at = 0;
        for (int i = 0; i < dimensions; i++) {
            for (int j = 0; j <= i; j++) {
                double value = scatter[at++] / degrees;
                sum += (i == j ? 1 : 2) * value * value;
            }
        }
        return sum;
    }
}
