package dev.kizu.features.train;

import dev.kizu.calibrate.Threshold;
import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.model.Method;
import dev.kizu.image.Mask;
import dev.kizu.image.Region;
import dev.kizu.score.Aggregation;
import dev.kizu.train.TrainingRequest;
import dev.kizu.train.WorkingSize;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of training on features; what is null is chosen by the pictures and the method.
 *
 * @param method how features are held against those of normal pictures
 * @param backbone what sees the features
 * @param provider what of the machine runs it
 * @param size the working size
 * @param colour whether colours count
 * @param region the part of each picture that is looked at; null for all of it
 * @param mask which pixels of a picture count; null for all
 * @param dimensions features at each position after projection; 0 for all
 * @param entries PatchCore's bank: number of entries
 * @param heldOut how many pictures are held out for calibration: a share in (0, 1)
 * @param aggregation how the cells of a map become an image score
 * @param falseAlarmRate the share of normal images that may be called anomalous, in (0, 1)
 * @param seed decides what is random
 * @param threads worker threads, at least 1; results do not depend on it
 * @param autoencoders what is asked of the autoencoders of a method that has them. What the whole decides does not count: size, colour, region, mask, how
 *     pictures are held out, rate of false alarms, seed and threads
 */
public record FeatureRequest(
        Method method,
        BackboneChoice backbone,
        Provider provider,
        @Nullable WorkingSize size,
        @Nullable Boolean colour,
        @Nullable Region region,
        @Nullable Mask mask,
        @Nullable Integer dimensions,
        @Nullable Integer entries,
        @Nullable Double heldOut,
        Aggregation aggregation,
        double falseAlarmRate,
        long seed,
        int threads,
        TrainingRequest autoencoders) {
    /** Checks the numbers. */
    public FeatureRequest {
        Threshold.checkRate(falseAlarmRate);
        if (threads < 1) {
            throw new IllegalArgumentException("%d threads, expected at least 1".formatted(threads));
        }
        if ((dimensions != null && dimensions < 0) || (entries != null && entries < 1)) {
            throw new IllegalArgumentException(
                    "%s dimensions and %s entries, expected at least 0 and 1".formatted(dimensions, entries));
        }
        if (heldOut != null && !(heldOut > 0 && heldOut < 1)) {
            throw new IllegalArgumentException(
                    "the share of pictures held out is %s, expected in (0, 1)".formatted(heldOut));
        }
    }

    /** Everything by the pictures. */
    public static FeatureRequest standard(Method method, BackboneChoice backbone) {
        return new FeatureRequest(
                method,
                backbone,
                Provider.CPU,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Aggregation.max(),
                0.01,
                0,
                Runtime.getRuntime().availableProcessors(),
                TrainingRequest.standard());
    }

    /** A copy with another seed. */
    public FeatureRequest withSeed(long other) {
        return new FeatureRequest(
                method,
                backbone,
                provider,
                size,
                colour,
                region,
                mask,
                dimensions,
                entries,
                heldOut,
                aggregation,
                falseAlarmRate,
                other,
                threads,
                autoencoders);
    }
}
