package dev.kizu.model;

import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.calibrate.Threshold;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import dev.kizu.vae.Vae;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a model file holds.
 *
 * @param vae the network
 * @param stride pixels between windows, at least 1
 * @param aggregation how window scores become an image score
 * @param score the kind of score that decides
 * @param falseAlarmRate the rate that a threshold is, or would be, chosen for
 * @param calibration what window scores are held against; null for nothing
 * @param threshold above which an image is anomalous; null where there were no held-out images to choose one
 * @param provenance where the model comes from
 */
public record ModelContent(
        Vae vae,
        int stride,
        Aggregation aggregation,
        ScoreKind score,
        double falseAlarmRate,
        @Nullable PositionalCalibration calibration,
        @Nullable Threshold threshold,
        Provenance provenance) {
    /** Checks that the parts fit each other. */
    public ModelContent {
        if (stride < 1) {
            throw new IllegalArgumentException("stride is %d, expected at least 1 pixel".formatted(stride));
        }
        if (score == ScoreKind.JOINT && calibration == null) {
            throw new IllegalArgumentException("the joint score needs a calibration, and there is none");
        }
        Provenance.@Nullable Training training = provenance.training();
        if (training != null && training.options().depth() != vae.structure().depth()) {
            throw new IllegalArgumentException("the network was trained with a depth of %d, and has one of %d"
                    .formatted(training.options().depth(), vae.structure().depth()));
        }
        if (calibration != null) {
            int rows = (calibration.imageHeight() - vae.patch().height()) / stride + 1;
            int columns = (calibration.imageWidth() - vae.patch().width()) / stride + 1;
            if (calibration.rows() != rows || calibration.columns() != columns) {
                throw new IllegalArgumentException(
                        "the calibration has a grid of %d x %d windows, images of %d x %d pixels have %d x %d"
                                .formatted(
                                        calibration.rows(),
                                        calibration.columns(),
                                        calibration.imageHeight(),
                                        calibration.imageWidth(),
                                        rows,
                                        columns));
            }
        }
    }
}
