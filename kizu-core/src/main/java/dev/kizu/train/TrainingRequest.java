package dev.kizu.train;

import dev.kizu.image.Mask;
import dev.kizu.image.Region;
import dev.kizu.inspect.CalibrationOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of training; what is null is chosen by the pictures. Start from {@link #standard()} and change what you need.
 *
 * @param size the working size
 * @param colour whether colours count
 * @param region the part of each picture that is looked at; null for all of it
 * @param mask which pixels of a picture count; null for all
 * @param patch side of the patches, in pixels of the working size
 * @param stride pixels of the working size between windows at the finest scale
 * @param scales by how much the working image is shrunk, the finest first
 * @param depth number of encoder stages
 * @param filters filters of the first stage
 * @param latent size of the latent vector
 * @param varianceFloor smallest predicted pixel variance, in [0, 1)
 * @param patches patches an epoch
 * @param epochs largest number of epochs
 * @param heldOut how many pictures are held out for calibration: a share in (0, 1)
 * @param folds into how many groups the pictures are dealt, each held out from networks of its own; 1 holds out the same pictures from all
 *     networks; more than 1 does not go with {@code heldOut}
 * @param calibration how the model is calibrated; its seed and threads are those of the whole training
 */
public record TrainingRequest(
        @Nullable WorkingSize size,
        @Nullable Boolean colour,
        @Nullable Region region,
        @Nullable Mask mask,
        @Nullable Integer patch,
        @Nullable Integer stride,
        @Nullable List<Integer> scales,
        @Nullable Integer depth,
        @Nullable Integer filters,
        @Nullable Integer latent,
        @Nullable Float varianceFloor,
        @Nullable Integer patches,
        @Nullable Integer epochs,
        @Nullable Double heldOut,
        @Nullable Integer folds,
        CalibrationOptions calibration) {
    /** Everything by the pictures. */
    public static TrainingRequest standard() {
        return new TrainingRequest(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                CalibrationOptions.standard());
    }

    /** A copy with other options of calibration, seed and threads. */
    public TrainingRequest withCalibration(CalibrationOptions calibration) {
        return new TrainingRequest(
                size,
                colour,
                region,
                mask,
                patch,
                stride,
                scales,
                depth,
                filters,
                latent,
                varianceFloor,
                patches,
                epochs,
                heldOut,
                folds,
                calibration);
    }
}
