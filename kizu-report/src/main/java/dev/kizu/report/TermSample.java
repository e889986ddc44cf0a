package dev.kizu.report;

import dev.kizu.detect.Inspection;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.image.Image;
import dev.kizu.score.Aggregation;
import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The raw loss terms of an evenly drawn sample of test images.
 *
 * @param normalImages the sampled normal test images
 * @param normalTerms their windows' terms
 * @param windows for each window of the sampled normal images, image after image, the value of every term
 * @param auroc for each term alone, uncalibrated but aggregated as the detector does: how well it tells the sampled anomalous
 *     from the sampled normal images, in [0, 1]
 * @param anomalousImages number of sampled anomalous test images
 */
record TermSample(
        List<Image> normalImages,
        List<WindowTerms> normalTerms,
        Map<Term, double[]> windows,
        Map<Term, Double> auroc,
        int anomalousImages) {
    private static final int MOST_IMAGES = 200;
    private static final int MOST_WINDOWS = 200_000;

    /** Inspects images of the result's test set. */
    static TermSample of(ExperimentResult result) {
        List<Image> normal = sample(result, result.task().testNormal());
        List<Image> anomalous = sample(result, result.task().testAnomalous());
        List<WindowTerms> normalTerms = inspect(result, normal);
        List<WindowTerms> anomalousTerms = inspect(result, anomalous);
        Aggregation aggregation = result.options().detector().aggregation();
        Map<Term, double[]> windows = new EnumMap<>(Term.class);
        Map<Term, Double> auroc = new EnumMap<>(Term.class);
        for (Term term : Term.values()) {
            windows.put(term, concatenate(term, normalTerms));
            auroc.put(
                    term,
                    Evaluation.of(
                                    aggregate(term, normalTerms, aggregation),
                                    aggregate(term, anomalousTerms, aggregation))
                            .auroc());
        }
        return new TermSample(normal, normalTerms, windows, auroc, anomalous.size());
    }

    /** The value of a term for every window of the sampled normal images, image after image. */
    double[] values(Term term) {
        return Objects.requireNonNull(windows.get(term), term::title);
    }

    /** How well a term alone tells the sampled anomalous from the sampled normal images, in [0, 1]. */
    double auroc(Term term) {
        return Objects.requireNonNull(auroc.get(term), term::title);
    }

    /** The mean of a term, in nats. */
    double mean(Term term) {
        return Statistics.mean(values(term));
    }

    /** Correlation of two terms over the windows, in [-1, 1]. */
    double correlation(Term first, Term second) {
        return Statistics.correlation(values(first), values(second));
    }

    /** Share of the ELBO's variance that a term brings in; the shares of D, A and M sum to 1, and can lie below 0. */
    double shareOfElbo(Term term) {
        double[] elbo = values(Term.ELBO);
        double variance = Statistics.covariance(elbo, elbo);
        return variance > 0 ? Statistics.covariance(values(term), elbo) / variance : 0;
    }

    private static List<WindowTerms> inspect(ExperimentResult result, List<Image> images) {
        return result.detector().inspect(images, result.options().vae().threads()).stream()
                .map(Inspection::terms)
                .toList();
    }

    private static List<Image> sample(ExperimentResult result, List<Image> images) {
        long perImage = Math.max(
                1, result.scoring().windows() / Math.max(1, result.scoring().images()));
        int most = (int) Math.max(1, Math.min(MOST_IMAGES, MOST_WINDOWS / perImage));
        int count = Math.min(images.size(), most);
        return IntStream.range(0, count)
                .mapToObj(i -> images.get((int) ((long) i * images.size() / count)))
                .toList();
    }

    private static double[] concatenate(Term term, List<WindowTerms> images) {
        List<float[]> parts = new ArrayList<>();
        images.forEach(terms -> parts.add(term.of(terms)));
        double[] all = new double[parts.stream().mapToInt(part -> part.length).sum()];
        int i = 0;
        for (float[] part : parts) {
            for (float value : part) {
                all[i++] = value;
            }
        }
        return all;
    }

    private static double[] aggregate(Term term, List<WindowTerms> images, Aggregation aggregation) {
        return images.stream()
                .mapToDouble(terms -> aggregation.apply(term.of(terms)))
                .toArray();
    }
}
