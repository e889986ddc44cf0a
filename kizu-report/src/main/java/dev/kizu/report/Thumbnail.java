package dev.kizu.report;

import dev.kizu.assess.AssessedPicture;
import dev.kizu.detect.ScoreMap;
import dev.kizu.flaw.MapPlacement;
import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.Mask;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import dev.kizu.inspect.PartInspector;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A picture made small, with its map and the outline of its mask.
 *
 * @param base the picture alone
 * @param size its pixels to a pixel of the original picture
 * @param map what the inspector sees; cells that do not count are lowest
 * @param placement where the map lies on the original picture
 * @param truth which pixels of {@code base} have a part in the mask; null without a usable mask
 */
record Thumbnail(Picture base, double size, ScoreMap map, MapPlacement placement, boolean @Nullable [] truth) {
    private static final int LONGEST_SIDE = 300;
    private static final int TRUTH_INSIDE = 0x00e5ff;
    private static final int TRUTH_OUTSIDE = 0x003238;

    /**
     * Reads and inspects a picture.
     *
     * @throws IOException if it cannot be read any more
     */
    static Thumbnail of(AssessedPicture picture, PartInspector inspector) throws IOException {
        Image image = ImageFiles.read(picture.picture().file());
        int longest = Math.max(image.height(), image.width());
        int shrink = (longest + LONGEST_SIDE - 1) / LONGEST_SIDE;
        int enlarge = Math.max(1, LONGEST_SIDE / longest);
        Picture base = Picture.of(image).shrunk(LONGEST_SIDE).enlarged(enlarge);
        ScoreMap map = counted(inspector.inspect(image).map(), inspector.insideCells());
        Preparation preparation = inspector.model().preparation();
        Region region =
                preparation.region() == null ? new Region(0, 0, image.width(), image.height()) : preparation.region();
        MapPlacement placement = new MapPlacement(
                region.x(), region.y(), (double) region.width() / map.columns(), (double) region.height() / map.rows());
        Mask mask = mask(picture.picture().mask(), image);
        return new Thumbnail(
                base,
                (double) enlarge / shrink,
                map,
                placement,
                mask == null ? null : shrunk(mask, base, shrink, enlarge));
    }

    private static ScoreMap counted(ScoreMap map, boolean[] inside) {
        float[] values = map.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = inside[i] ? values[i] : Float.NEGATIVE_INFINITY;
        }
        return new ScoreMap(map.rows(), map.columns(), values);
    }

    private static @Nullable Mask mask(@Nullable Path file, Image image) {
        if (file == null) {
            return null;
        }
        try {
            Mask mask = Mask.read(file);
            return mask.height() == image.height() && mask.width() == image.width() ? mask : null;
        } catch (IOException e) {
            // The assessment has reported it.
            return null;
        }
    }

    /** A small pixel is inside where any pixel that it stands for is: else small flaws would vanish. */
    private static boolean[] shrunk(Mask mask, Picture base, int shrink, int enlarge) {
        boolean[] inside = new boolean[base.height() * base.width()];
        for (int y = 0; y < Math.min(mask.height(), base.height() * shrink / enlarge); y++) {
            for (int x = 0; x < Math.min(mask.width(), base.width() * shrink / enlarge); x++) {
                if (mask.get(y, x)) {
                    for (int dy = 0; dy < enlarge; dy++) {
                        for (int dx = 0; dx < enlarge; dx++) {
                            inside[(y / shrink * enlarge + dy) * base.width() + x / shrink * enlarge + dx] = true;
                        }
                    }
                }
            }
        }
        return inside;
    }

    /** The picture under heat, with outlines of what is above the threshold. */
    Picture overlay(float threshold, ColorScale scale) {
        return Overlay.painted(base, size, map, placement, threshold, scale);
    }

    /** The picture with its mask's outline; null without a mask. */
    @Nullable
    Picture outlined() {
        if (truth == null) {
            return null;
        }
        int[] rgb = base.rgb().clone();
        Outline.paint(rgb, truth, base.height(), base.width(), TRUTH_INSIDE, TRUTH_OUTSIDE);
        return new Picture(base.height(), base.width(), rgb);
    }
}
