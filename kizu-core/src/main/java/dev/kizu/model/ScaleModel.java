package dev.kizu.model;

import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.vae.Vae;

/**
 * What an inspection does at one scale.
 *
 * @param factor by how much the working image is shrunk, at least 1; divides its height and width
 * @param vae the network
 * @param stride pixels of the shrunk image between windows, at least 1
 * @param calibration what scores are held against
 */
public record ScaleModel(int factor, Vae vae, int stride, ScaleCalibration calibration) {
    /** Checks the numbers. */
    public ScaleModel {
        if (factor < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "a scale has the factor %d and the stride %d, expected at least 1".formatted(factor, stride));
        }
    }

    /** Number of windows along an axis of so many pixels of the working size. */
    int windows(int pixels, int patch) {
        return (pixels / factor - patch) / stride + 1;
    }

    /** A copy with another calibration. */
    public ScaleModel withCalibration(ScaleCalibration calibration) {
        return new ScaleModel(factor, vae, stride, calibration);
    }
}
