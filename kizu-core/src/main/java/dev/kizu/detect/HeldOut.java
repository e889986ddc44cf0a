package dev.kizu.detect;

import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.calibrate.Threshold;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.WindowTerms;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What held-out normal images tell: window scores under a calibration, and the scores that a threshold is chosen from. */
final class HeldOut {
    /** A calibration has seen the images that it was made of, and finds them more usual than others. */
    private static final int FOLDS = 5;

    private HeldOut() {}

    /** The window scores of every kind that there is. */
    static Map<ScoreKind, float[]> windowScores(WindowTerms terms, @Nullable PositionalCalibration calibration) {
        Map<ScoreKind, float[]> scores = new EnumMap<>(ScoreKind.class);
        scores.put(ScoreKind.ELBO, windowScores(ScoreKind.ELBO, terms, calibration));
        scores.put(ScoreKind.UNREGULARIZED, windowScores(ScoreKind.UNREGULARIZED, terms, calibration));
        if (calibration != null) {
            scores.put(ScoreKind.JOINT, windowScores(ScoreKind.JOINT, terms, calibration));
        }
        return scores;
    }

    private static float[] windowScores(
            ScoreKind kind, WindowTerms terms, @Nullable PositionalCalibration calibration) {
        if (calibration == null) {
            return kind == ScoreKind.UNREGULARIZED ? terms.mahalanobis() : elbo(terms);
        }
        return switch (kind) {
            case ELBO -> calibration.elbo(terms);
            case UNREGULARIZED -> calibration.unregularized(terms);
            case JOINT -> calibration.joint(terms);
            case DISTANCE, COMBINED -> throw new IllegalArgumentException("no score of loss terms: " + kind);
        };
    }

    private static float[] elbo(WindowTerms terms) {
        float[] elbo = new float[terms.size()];
        for (int w = 0; w < elbo.length; w++) {
            elbo[w] = terms.elbo(w);
        }
        return elbo;
    }

    /**
     * The threshold by held-out images. With a calibration, each fifth of them is scored under a calibration by the other four: so scores
     * are those of images that the calibration has not seen, as the images to come will be.
     *
     * @param images the terms of the images, in order
     * @return null if there are too few images to say
     */
    static @Nullable Threshold threshold(
            List<WindowTerms> images, DetectorOptions options, @Nullable PositionalCalibration calibration) {
        ScoreKind kind = options.score();
        Aggregation aggregation = options.aggregation();
        int folds = Math.min(FOLDS, images.size());
        if (folds == 0 || (calibration != null && images.size() < 3)) {
            return null;
        }
        List<PositionalCalibration> others = calibration == null
                ? List.of()
                : PositionalCalibration.fitFolds(images, calibration.imageHeight(), calibration.imageWidth(), folds);
        float[] scores = new float[images.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) aggregation.apply(
                    windowScores(kind, images.get(i), calibration == null ? null : others.get(i % folds)));
        }
        return Threshold.atFalseAlarmRate(scores, options.falseAlarmRate());
    }
}
