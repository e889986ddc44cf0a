package dev.kizu.flaw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the flaws on an anomaly map. */
public final class FlawFinder {
    private static final Comparator<FlawRegion> WORST_FIRST = Comparator.comparingDouble(FlawRegion::peak)
            .thenComparingInt(FlawRegion::area)
            .reversed()
            .thenComparingInt(FlawRegion::peakY)
            .thenComparingInt(FlawRegion::peakX);

    private FlawFinder() {}

    /**
     * The 8-connected regions of pixels above a threshold, in map coordinates.
     *
     * @param map {@code height * width} values, row by row; larger is more anomalous. What is no number (NaN) counts as above every
     *     threshold: what could not be scored is not normal. Left as it is
     * @param threshold pixels have to be larger than this; not NaN
     * @param minimumArea smaller regions, in pixels, are left out; at least 1
     * @return by falling peak; of equal peaks the larger region first, then the one whose peak comes first, row by row
     * @throws IllegalArgumentException if a side or the area is below 1, the map has another length, or the threshold is NaN
     */
    public static List<FlawRegion> find(float[] map, int height, int width, float threshold, int minimumArea) {
        ConnectedRegions.checkLength("map", map.length, height, width);
        if (Float.isNaN(threshold) || minimumArea < 1) {
            throw new IllegalArgumentException(
                    "threshold is %s and minimum area %d: expected a number, and an area of at least 1 pixel"
                            .formatted(threshold, minimumArea));
        }
        boolean[] above = new boolean[map.length];
        for (int i = 0; i < map.length; i++) {
            above[i] = !(map[i] <= threshold);
        }
        ConnectedRegions regions = ConnectedRegions.of(above, height, width);
        Box[] boxes = new Box[regions.count()];
        for (int i = 0; i < map.length; i++) {
            int label = regions.labels()[i];
            if (label > 0) {
                Box box = boxes[label - 1];
                if (box == null) {
                    boxes[label - 1] = new Box(i % width, i / width, map[i]);
                } else {
                    box.take(i % width, i / width, map[i]);
                }
            }
        }
        List<FlawRegion> flaws = new ArrayList<>();
        for (int i = 0; i < boxes.length; i++) {
            if (regions.sizes()[i] >= minimumArea) {
                flaws.add(boxes[i].region(regions.sizes()[i]));
            }
        }
        flaws.sort(WORST_FIRST);
        return List.copyOf(flaws);
    }

    /** The bounds and the peak of the pixels seen so far. */
    private static final class Box {
        private int left;
        private int right;
        private final int top;
        private int bottom;
        private float peak;
        private int peakX;
        private int peakY;

        Box(int x, int y, float value) {
            left = x;
            right = x;
            top = y;
            bottom = y;
            peak = value;
            peakX = x;
            peakY = y;
        }

        void take(int x, int y, float value) {
            left = Math.min(left, x);
            right = Math.max(right, x);
            bottom = y;
            if (Float.compare(value, peak) > 0) {
                peak = value;
                peakX = x;
                peakY = y;
            }
        }

        FlawRegion region(int area) {
            return new FlawRegion(left, top, right - left + 1, bottom - top + 1, area, peak, peakX, peakY);
        }
    }
}
