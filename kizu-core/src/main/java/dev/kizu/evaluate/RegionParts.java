package dev.kizu.evaluate;

import dev.kizu.flaw.ConnectedRegions;
import org.jspecify.annotations.Nullable;

/** Hands out to each counted pixel of a region its part of the region's overlap; a region's parts add up to a whole exactly. */
final class RegionParts {
    private final int[] labels;
    private final int[] sizes;
    private final int[] given;

    RegionParts(ConnectedRegions regions, boolean @Nullable [] counted) {
        labels = regions.labels();
        given = new int[regions.count()];
        sizes = counted == null ? regions.sizes() : sizes(labels, counted, given.length);
    }

    private static int[] sizes(int[] labels, boolean[] counted, int regions) {
        int[] sizes = new int[regions];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] > 0 && counted[i]) {
                sizes[labels[i] - 1]++;
            }
        }
        return sizes;
    }

    boolean isRegion(int pixel) {
        return labels[pixel] > 0;
    }

    /** The part of a counted pixel; to be asked for once. */
    long next(int pixel) {
        int region = labels[pixel] - 1;
        long size = sizes[region];
        long rest = ScoreDigest.WHOLE % size;
        return ScoreDigest.WHOLE / size + (given[region]++ < rest ? 1 : 0);
    }

    /** Regions with counted pixels. */
    int regions() {
        int regions = 0;
        for (int size : sizes) {
            regions += size > 0 ? 1 : 0;
        }
        return regions;
    }
}
