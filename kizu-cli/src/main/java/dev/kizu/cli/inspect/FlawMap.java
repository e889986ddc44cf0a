package dev.kizu.cli.inspect;

import dev.kizu.detect.ScoreMap;
import dev.kizu.flaw.ConnectedRegions;
import dev.kizu.flaw.FlawFinder;
import dev.kizu.flaw.FlawRegion;
import dev.kizu.flaw.MapPlacement;
import dev.kizu.image.Image;
import dev.kizu.image.Mask;
import dev.kizu.image.Preparation;
import dev.kizu.image.Region;
import dev.kizu.image.Resampling;
import java.util.List;

/** An anomaly map at the working size, and the flaws on it. */
final class FlawMap {
    private final int height;
    private final int width;
    /** Pixels that do not count are negative infinity, and those of regions too small to be flaws are at most at the threshold. */
    private final float[] values;

    private final float threshold;
    private final MapPlacement placement;
    private final List<FlawRegion> flaws;

    private FlawMap(int height, int width, float[] values, float threshold, MapPlacement placement, int minimumArea) {
        this.height = height;
        this.width = width;
        this.values = values;
        this.threshold = threshold;
        this.placement = placement;
        dropSmall(minimumArea);
        this.flaws = FlawFinder.find(values, height, width, threshold, minimumArea).stream()
                .map(flaw -> flaw.inPicture(placement))
                .toList();
    }

    /** Where a map of the working size lies on a picture. */
    static MapPlacement placement(Preparation preparation, Image picture) {
        Region region = preparation.region();
        Region looked = region == null ? new Region(0, 0, picture.width(), picture.height()) : region;
        return new MapPlacement(
                looked.x(),
                looked.y(),
                (double) looked.width() / preparation.width(),
                (double) looked.height() / preparation.height());
    }

    /** A map at the working size, whatever counts. */
    static float[] enlarged(ScoreMap map, Preparation preparation) {
        return Resampling.resize(map.values(), map.rows(), map.columns(), preparation.height(), preparation.width());
    }

    /**
     * Finds flaws.
     *
     * @param enlarged the map at the working size; changed
     * @param minimumArea least area of a flaw in pixels of the working size
     */
    static FlawMap of(
            float[] enlarged, Preparation preparation, float threshold, MapPlacement placement, int minimumArea) {
        Mask mask = preparation.mask();
        if (mask != null) {
            boolean[] inside = preparation.inside();
            for (int i = 0; i < enlarged.length; i++) {
                enlarged[i] = inside[i] ? enlarged[i] : Float.NEGATIVE_INFINITY;
            }
        }
        return new FlawMap(preparation.height(), preparation.width(), enlarged, threshold, placement, minimumArea);
    }

    /** So that overlays and masks show the same flaws as results name. */
    private void dropSmall(int minimumArea) {
        boolean[] above = above();
        ConnectedRegions regions = ConnectedRegions.of(above, height, width);
        for (int i = 0; i < values.length; i++) {
            int label = regions.labels()[i];
            if (label > 0 && regions.sizes()[label - 1] < minimumArea) {
                values[i] = threshold;
            }
        }
    }

    private boolean[] above() {
        boolean[] above = new boolean[values.length];
        for (int i = 0; i < above.length; i++) {
            above[i] = !(values[i] <= threshold);
        }
        return above;
    }

    /** In pixels of the picture, the worst first. */
    List<FlawRegion> flaws() {
        return flaws;
    }

    ScoreMap map() {
        return new ScoreMap(height, width, values);
    }

    /** Which pixels of a picture belong to flaws, row by row. */
    boolean[] mask(Image picture) {
        boolean[] mask = new boolean[picture.height() * picture.width()];
        int[] columns = new int[picture.width()];
        for (int x = 0; x < columns.length; x++) {
            columns[x] = place(x, placement.left(), placement.scaleX(), width);
        }
        for (int y = 0; y < picture.height(); y++) {
            int row = place(y, placement.top(), placement.scaleY(), height);
            for (int x = 0; x < columns.length && row >= 0; x++) {
                mask[y * columns.length + x] = columns[x] >= 0 && !(values[row * width + columns[x]] <= threshold);
            }
        }
        return mask;
    }

    /** The map pixel under the middle of a picture's pixel; -1 beyond the map. */
    private static int place(int pixel, double begin, double scale, int size) {
        double at = Math.floor((pixel + 0.5 - begin) / scale);
        return at >= 0 && at < size ? (int) at : -1;
    }
}
