package dev.kizu.assess;

import dev.kizu.detect.ScoreMap;
import dev.kizu.image.Mask;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import dev.kizu.image.Resampling;
import org.jspecify.annotations.Nullable;

/**
 * An anomaly map in the pixels of its picture, ready to be compared with a mask.
 *
 * @param map {@code height * width} scores, row by row
 * @param truth {@code height * width} values, true where the picture is anomalous; null if it is normal everywhere
 * @param counted {@code height * width} values, false where the model does not look; null if it looks everywhere
 */
record PixelSample(float[] map, boolean @Nullable [] truth, boolean @Nullable [] counted, int height, int width) {
    /** Larger pictures are compared at a smaller size, so that memory is bounded. */
    static final int MOST_PIXELS = 1 << 22;

    /**
     * Stretches a map over the part of a picture that the model looks at.
     *
     * @param truth of the whole picture; null if it is normal
     */
    static PixelSample of(ScoreMap map, Preparation preparation, int height, int width, @Nullable Mask truth) {
        Region region = preparation.region() == null ? new Region(0, 0, width, height) : preparation.region();
        int shrink = shrinkage(region);
        int rows = Math.max(1, region.height() / shrink);
        int columns = Math.max(1, region.width() / shrink);
        Mask inside = preparation.mask();
        return new PixelSample(
                Resampling.resize(map.values(), map.rows(), map.columns(), rows, columns),
                truth == null ? null : truth.crop(region).resize(rows, columns).toArray(),
                inside == null ? null : inside.resize(rows, columns).toArray(),
                rows,
                columns);
    }

    /** The least whole factor that makes a region small enough. */
    private static int shrinkage(Region region) {
        long pixels = (long) region.height() * region.width();
        int factor = 1;
        while (pixels > (long) MOST_PIXELS * factor * factor) {
            factor++;
        }
        return factor;
    }
}
