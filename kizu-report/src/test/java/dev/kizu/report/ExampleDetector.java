package dev.kizu.report;

import dev.kizu.detect.Detector;
import dev.kizu.detect.DetectorOptions;
import dev.kizu.detect.Inspection;
import dev.kizu.detect.ScoreKind;
import dev.kizu.detect.ScoreMap;
import dev.kizu.image.Image;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A detector in the place of a network: patches of normal images are clustered, and a patch's terms come from the cluster that
 * describes it best, with the pixels' mean and variance in it. With a calibration, each window position's terms are held
 * against the mean and spread that normal images show there.
 */
final class ExampleDetector implements Detector {
    private static final int CLUSTERS = 24;
    private static final double FLOOR = 1e-3;

    private final DetectorOptions options;
    private final int patch;
    private final double[][] means = new double[CLUSTERS][];
    private final double[][] variances = new double[CLUSTERS][];
    private final double[] weights = new double[CLUSTERS];
    private final List<double[][]> statistics = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final boolean calibrated;

    private ExampleDetector(DetectorOptions options, int patch, boolean calibrated) {
        this.options = options;
        this.patch = patch;
        this.calibrated = calibrated;
    }

    static ExampleDetector learn(
            List<Image> normal, DetectorOptions options, int patch, boolean calibrated, int rounds, long seed) {
        ExampleDetector detector = new ExampleDetector(options, patch, calibrated);
        Random random = new Random(seed);
        List<double[]> patches = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            Image image = normal.get(random.nextInt(normal.size()));
            patches.add(detector.cut(
                    image, random.nextInt(image.height() - patch + 1), random.nextInt(image.width() - patch + 1)));
        }
        detector.cluster(patches, rounds, random);
        if (calibrated) {
            detector.calibrate(normal.subList(0, Math.min(300, normal.size())));
        }
        return detector;
    }

    /** The mean of D + A + M over the patches after each round of clustering. */
    double[] roundLoss() {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void cluster(List<double[]> patches, int rounds, Random random) {
        for (int k = 0; k < CLUSTERS; k++) {
            means[k] = patches.get(random.nextInt(patches.size())).clone();
        }
        for (int round = 0; round < rounds; round++) {
            List<List<double[]>> members = new ArrayList<>();
            for (int k = 0; k < CLUSTERS; k++) {
                members.add(new ArrayList<>());
            }
            patches.forEach(values -> members.get(nearest(values)).add(values));
            for (int k = 0; k < CLUSTERS; k++) {
                describe(k, members.get(k), patches.size());
            }
            losses.add(patches.stream().mapToDouble(this::loss).average().orElseThrow());
        }
    }

    private double loss(double[] values) {
        int k = nearest(values);
        double loss = -Math.log(weights[k]);
        for (int i = 0; i < values.length; i++) {
            double error = values[i] - means[k][i];
            loss += 0.5 * Math.log(2 * Math.PI * variances[k][i]) + 0.5 * error * error / variances[k][i];
        }
        return loss;
    }

    private void describe(int k, List<double[]> members, int total) {
        double[] mean = new double[patch * patch];
        double[] variance = new double[patch * patch];
        for (int i = 0; i < mean.length; i++) {
            int at = i;
            double[] values = members.stream().mapToDouble(member -> member[at]).toArray();
            mean[i] = values.length == 0 ? 0.5 : Statistics.mean(values);
            variance[i] = FLOOR + (values.length == 0 ? 1 : Statistics.covariance(values, values));
        }
        means[k] = mean;
        variances[k] = variance;
        weights[k] = (members.size() + 1.0) / (total + CLUSTERS);
    }

    private int nearest(double[] values) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < CLUSTERS; k++) {
            double distance = 0;
            for (int i = 0; i < values.length; i++) {
                distance += (values[i] - means[k][i]) * (values[i] - means[k][i]);
            }
            if (distance < least) {
                least = distance;
                best = k;
            }
        }
        return best;
    }

    private void calibrate(List<Image> images) {
        List<WindowTerms> all = images.stream().map(image -> terms(image, null)).toList();
        for (int window = 0; window < all.get(0).size(); window++) {
            int at = window;
            double[][] position = new double[4][];
            position[0] =
                    moments(all.stream().mapToDouble(terms -> terms.kl()[at]).toArray());
            position[1] = moments(
                    all.stream().mapToDouble(terms -> terms.logNormalizer()[at]).toArray());
            position[2] = moments(
                    all.stream().mapToDouble(terms -> terms.mahalanobis()[at]).toArray());
            position[3] =
                    moments(all.stream().mapToDouble(terms -> terms.elbo(at)).toArray());
            statistics.add(position);
        }
    }

    private static double[] moments(double[] values) {
        return new double[] {Statistics.mean(values), Math.sqrt(Statistics.covariance(values, values)) + 3};
    }

    private double[] cut(Image image, int row, int column) {
        float[] values = new float[patch * patch];
        image.copyTo(0, row, column, patch, patch, values, 0, 1);
        double[] cut = new double[values.length];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = values[i];
        }
        return cut;
    }

    private WindowTerms terms(Image image, double[][] pixels) {
        int rows = (image.height() - patch) / options.stride() + 1;
        int columns = (image.width() - patch) / options.stride() + 1;
        float[] d = new float[rows * columns];
        float[] a = new float[rows * columns];
        float[] m = new float[rows * columns];
        for (int window = 0; window < d.length; window++) {
            int row = window / columns * options.stride();
            int column = window % columns * options.stride();
            double[] values = cut(image, row, column);
            int k = nearest(values);
            d[window] = (float) -Math.log(weights[k]);
            for (int i = 0; i < values.length; i++) {
                a[window] += (float) (0.5 * Math.log(2 * Math.PI * variances[k][i]));
                double error = values[i] - means[k][i];
                double term = 0.5 * error * error / variances[k][i];
                m[window] += (float) term;
                if (pixels != null) {
                    int pixel = (row + i / patch) * image.width() + column + i % patch;
                    pixels[0][pixel] += term;
                    pixels[1][pixel]++;
                }
            }
        }
        return new WindowTerms(rows, columns, d, a, m);
    }

    @Override
    public Inspection inspect(Image image) {
        double[][] pixels = new double[2][image.height() * image.width()];
        WindowTerms terms = terms(image, pixels);
        Map<ScoreKind, ScoreMap> windows = new EnumMap<>(ScoreKind.class);
        Map<ScoreKind, Double> scores = new EnumMap<>(ScoreKind.class);
        for (ScoreKind kind : ScoreKind.values()) {
            if (kind != ScoreKind.JOINT || calibrated) {
                float[] values = new float[terms.size()];
                for (int window = 0; window < values.length; window++) {
                    values[window] = (float) score(kind, terms, window);
                }
                windows.put(kind, new ScoreMap(terms.rows(), terms.columns(), values));
                scores.put(kind, options.aggregation().apply(values));
            }
        }
        float[] map = new float[pixels[0].length];
        for (int i = 0; i < map.length; i++) {
            map[i] = pixels[1][i] > 0 ? (float) (pixels[0][i] / pixels[1][i]) : 0;
        }
        return new Inspection(terms, windows, scores, new ScoreMap(image.height(), image.width(), map));
    }

    private double score(ScoreKind kind, WindowTerms terms, int window) {
        return switch (kind) {
            case ELBO -> standard(window, 3, terms.elbo(window));
            case UNREGULARIZED -> standard(window, 2, terms.unregularized(window));
            case JOINT ->
                Math.sqrt(square(standard(window, 0, terms.kl()[window]))
                        + square(standard(window, 1, terms.logNormalizer()[window]))
                        + square(standard(window, 2, terms.mahalanobis()[window])));
        };
    }

    private double standard(int window, int term, double value) {
        return calibrated
                ? (value - statistics.get(window)[term][0]) / statistics.get(window)[term][1]
                : value;
    }

    private static double square(double value) {
        return value * value;
    }

    @Override
    public Map<ScoreKind, double[]> score(List<Image> images) {
        Map<ScoreKind, double[]> scores = new EnumMap<>(ScoreKind.class);
        for (int i = 0; i < images.size(); i++) {
            int at = i;
            inspect(images.get(i))
                    .imageScores()
                    .forEach((kind, score) ->
                            scores.computeIfAbsent(kind, any -> new double[images.size()])[at] = score);
        }
        return scores;
    }

    @Override
    public DetectorOptions options() {
        return options;
    }
}
