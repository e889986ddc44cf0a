package dev.kizu.report;

import dev.kizu.calibrate.CalibrationKind;
import dev.kizu.dataset.OneClassTask;
import dev.kizu.detect.ScoreKind;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PairedTest;
import dev.kizu.evaluate.RocCurve;
import dev.kizu.experiment.ExperimentOptions;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.experiment.ScoringSummary;
import dev.kizu.image.Image;
import dev.kizu.vae.TrainingSummary;
import dev.kizu.vae.VaeOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Real experiments on small images drawn here, for tests: everything in them is computed, with an {@link ExampleDetector}. */
final class ExampleExperiment {
    private ExampleExperiment() {}

    /** Normal: a bright frame with noise. Anomalous: the same with a spot. */
    static OneClassTask task(String data) {
        Random random = new Random(5);
        return new OneClassTask(
                data, "plain", "spot", images(120, false, random), images(40, false, random), images(30, true, random));
    }

    private static List<Image> images(int count, boolean spot, Random random) {
        return IntStream.range(0, count).mapToObj(i -> image(spot, random)).toList();
    }

    private static Image image(boolean spot, Random random) {
        float[] samples = new float[20 * 24];
        int spotRow = 4 + random.nextInt(10);
        int spotColumn = 4 + random.nextInt(14);
        double strength = random.nextDouble();
        for (int i = 0; i < samples.length; i++) {
            int row = i / 24;
            int column = i % 24;
            double value = row > 3 && row < 16 && column > 3 && column < 20 ? 0.6 + 0.1 * Math.sin(column) : 0.1;
            if (spot && Math.abs(row - spotRow) < 3 && Math.abs(column - spotColumn) < 2) {
                value -= 0.5 * strength;
            }
            samples[i] = (float) Math.min(1, Math.max(0, value + 0.05 * random.nextGaussian()));
        }
        return Image.of(1, 20, 24, samples);
    }

    static ExperimentResult run(OneClassTask task, ExperimentOptions options) {
        VaeOptions vae = options.vae();
        boolean calibrated = options.detector().calibration() == CalibrationKind.POSITIONAL;
        long start = System.nanoTime();
        ExampleDetector detector = ExampleDetector.learn(
                task.train(), options.detector(), vae.patchHeight(), calibrated, vae.epochs(), vae.seed());
        double trained = (System.nanoTime() - start) / 1e9;
        List<Image> images = new ArrayList<>(task.testNormal());
        images.addAll(task.testAnomalous());
        Map<ScoreKind, double[]> scores = detector.score(images);
        double scored = (System.nanoTime() - start) / 1e9 - trained;
        List<MethodResult> methods = scores.entrySet().stream()
                .map(entry -> method(
                        entry.getKey(), entry.getValue(), task.testNormal().size()))
                .toList();
        long windows =
                (long) images.size() * detector.inspect(images.get(0)).terms().size();
        int heldOut = calibrated ? (int) (task.train().size() * options.heldOutShare()) : 0;
        return new ExperimentResult(
                options,
                task,
                heldOut,
                new TrainingSummary(trained, vae.patches(), detector.roundLoss(), "clusters"),
                new ScoringSummary(scored, images.size(), windows),
                methods,
                paired(methods.get(1), methods.get(0)),
                detector);
    }

    private static MethodResult method(ScoreKind kind, double[] scores, int normal) {
        double[] negatives = Arrays.copyOf(scores, normal);
        double[] positives = Arrays.copyOfRange(scores, normal, scores.length);
        return new MethodResult(kind, negatives, positives, evaluate(negatives, positives));
    }

    private static Evaluation evaluate(double[] normal, double[] anomalous) {
        double[] thresholds = DoubleStream.concat(
                        DoubleStream.of(Double.POSITIVE_INFINITY),
                        DoubleStream.concat(Arrays.stream(normal), Arrays.stream(anomalous))
                                .distinct()
                                .map(x -> -x)
                                .sorted()
                                .map(x -> -x))
                .toArray();
        double[] falsePositive =
                Arrays.stream(thresholds).map(t -> share(normal, t)).toArray();
        double[] truePositive =
                Arrays.stream(thresholds).map(t -> share(anomalous, t)).toArray();
        double f1Max = 0;
        double f1Threshold = 0;
        double precisionSum = 0;
        for (int i = 1; i < thresholds.length; i++) {
            double hits = truePositive[i] * anomalous.length;
            double alarms = falsePositive[i] * normal.length;
            double f1 = 2 * hits / (hits + alarms + anomalous.length);
            precisionSum += (truePositive[i] - truePositive[i - 1]) * hits / (hits + alarms);
            if (f1 > f1Max) {
                f1Max = f1;
                f1Threshold = thresholds[i];
            }
        }
        double auroc = Separation.auroc(normal, anomalous);
        double error = 1.96 * Math.sqrt(variance(placements(normal, anomalous), placements(anomalous, normal)));
        RocCurve roc = new RocCurve(falsePositive, truePositive, thresholds);
        return new Evaluation(
                roc, auroc, Math.max(0, auroc - error), Math.min(1, auroc + error), precisionSum, f1Max, f1Threshold);
    }

    private static PairedTest paired(MethodResult first, MethodResult second) {
        double difference = first.evaluation().auroc() - second.evaluation().auroc();
        double[] anomalous = minus(
                placements(first.normalScores(), first.anomalousScores()),
                placements(second.normalScores(), second.anomalousScores()));
        double[] normal = minus(
                placements(first.anomalousScores(), first.normalScores()),
                placements(second.anomalousScores(), second.normalScores()));
        double z = Math.abs(difference) / Math.sqrt(variance(anomalous, normal));
        return new PairedTest(difference, difference == 0 ? 1 : Math.min(1, Math.exp(-0.717 * z - 0.416 * z * z)));
    }

    /** For each of the values, the share of the others below it. */
    private static double[] placements(double[] others, double[] values) {
        return Arrays.stream(values)
                .map(value -> Separation.auroc(others, new double[] {value}))
                .toArray();
    }

    private static double variance(double[] first, double[] second) {
        return Statistics.covariance(first, first) / first.length
                + Statistics.covariance(second, second) / second.length;
    }

    private static double[] minus(double[] first, double[] second) {
        return IntStream.range(0, first.length)
                .mapToDouble(i -> first[i] - second[i])
                .toArray();
    }

    private static double share(double[] scores, double threshold) {
        return (double) Arrays.stream(scores)
                        .filter(score -> score >= threshold)
                        .count()
                / scores.length;
    }
}
