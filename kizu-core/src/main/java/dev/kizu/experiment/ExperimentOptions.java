package dev.kizu.experiment;

import dev.kizu.detect.DetectorOptions;
import dev.kizu.vae.VaeOptions;

/**
 * The options of a whole experiment.
 *
 * @param preset name of the preset that these options started from
 * @param vae training
 * @param detector scoring
 * @param heldOutShare share of the training images that calibration keeps for itself, in (0, 1); they are not trained on.
 *     Unused without a calibration
 */
public record ExperimentOptions(String preset, VaeOptions vae, DetectorOptions detector, double heldOutShare) {
    /** Checks the share. */
    public ExperimentOptions {
        if (!(heldOutShare > 0 && heldOutShare < 1)) {
            throw new IllegalArgumentException(
                    "held-out share is %s, expected a share in (0, 1)".formatted(heldOutShare));
        }
    }

    /** The default: stable training, positional calibration on a fifth of the training images. */
    public static ExperimentOptions robust() {
        return new ExperimentOptions("robust", VaeOptions.robust(), DetectorOptions.robust(), 0.2);
    }

    /** The published recipe as it is. */
    public static ExperimentOptions article() {
        return new ExperimentOptions("article", VaeOptions.article(), DetectorOptions.article(), 0.2);
    }

    /** A copy with other training options. */
    public ExperimentOptions withVae(VaeOptions vae) {
        return new ExperimentOptions(preset, vae, detector, heldOutShare);
    }

    /** A copy with other scoring options. */
    public ExperimentOptions withDetector(DetectorOptions detector) {
        return new ExperimentOptions(preset, vae, detector, heldOutShare);
    }
}
