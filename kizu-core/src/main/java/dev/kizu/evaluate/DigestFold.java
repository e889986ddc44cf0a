package dev.kizu.evaluate;

import org.jspecify.annotations.Nullable;

/** Makes a {@link ScoreDigest} smaller: the lightest groups of neighbouring nodes become one node each. */
final class DigestFold {
    /** Twice the binary exponent of the least limit that is tried; 1 is above every weight. */
    private static final int LEAST_EXPONENT = -48;

    private final ScoreDigest digest;
    private final long[] normal;
    private final long[] anomalous;
    private final long[] overlap;
    private double limit;
    private int enough;
    private @Nullable ScoreDigest target;
    private int nodes;

    DigestFold(ScoreDigest digest) {
        this.digest = digest;
        normal = sums(digest.normal, digest.size);
        anomalous = sums(digest.anomalous, digest.size);
        overlap = sums(digest.overlap, digest.size);
    }

    private static long[] sums(long[] values, int size) {
        long[] sums = new long[size + 1];
        for (int i = 0; i < size; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        return sums;
    }

    /** Folds by the least weight, of those half a power of two apart, that gives at most so many nodes, at least 1. */
    ScoreDigest fold(int most) {
        int low = LEAST_EXPONENT;
        int high = 1;
        while (low < high) {
            int middle = Math.floorDiv(low + high, 2);
            if (count(middle, most) <= most) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        ScoreDigest folded = ScoreDigest.ofSize(count(high, Integer.MAX_VALUE));
        target = folded;
        nodes = 0;
        walk(0, digest.size);
        return folded;
    }

    /** How many nodes a limit gives; where there are more than {@code most}, some number above it. */
    private int count(int exponent, int most) {
        limit = Math.pow(2, exponent / 2.0);
        enough = most;
        nodes = 0;
        walk(0, digest.size);
        return nodes;
    }

    /** Walks a range of nodes that lie in one interval; calls itself at most once per bit of a number. */
    private void walk(int begin, int to) {
        int from = begin;
        int enclosing = Integer.MAX_VALUE;
        while (from < to && nodes <= enough) {
            long first = ScoreDigest.first(digest.codes[from]);
            int own = ScoreDigest.level(digest.codes[from]);
            int spread = 64 - Long.numberOfLeadingZeros(first ^ ScoreDigest.first(digest.codes[to - 1]));
            int level = Math.max(own, spread);
            // Not into the node that encloses them: it would grow beyond the limit.
            boolean foldable = level < enclosing && weight(from, to) <= limit;
            if (from + 1 == to || foldable) {
                emit(from, to, first, level);
                return;
            }
            if (own >= spread) {
                emit(from, from + 1, first, own);
                enclosing = own;
                from++;
            } else {
                int middle = firstAtOrAbove(first >>> spread << spread | 1L << (spread - 1), from, to);
                walk(from, middle);
                from = middle;
                enclosing = Integer.MAX_VALUE;
            }
        }
    }

    private void emit(int from, int to, long first, int level) {
        if (target != null) {
            target.put(
                    nodes,
                    first,
                    level,
                    normal[to] - normal[from],
                    anomalous[to] - anomalous[from],
                    overlap[to] - overlap[from]);
        }
        nodes++;
    }

    private double weight(int from, int to) {
        double normals = normal[to] - normal[from];
        double anomalies = anomalous[to] - anomalous[from];
        double parts = overlap[to] - overlap[from];
        double fromHereUp = normal[digest.size] - normal[from] + (anomalous[digest.size] - anomalous[from]);
        double ofClass = Math.max(share(normals, normal[digest.size]), share(anomalies, anomalous[digest.size]));
        return Math.max(Math.max(ofClass, share(parts, overlap[digest.size])), (normals + anomalies) / fromHereUp);
    }

    private static double share(double part, long whole) {
        return whole == 0 ? 0 : part / whole;
    }

    private int firstAtOrAbove(long number, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ScoreDigest.first(digest.codes[middle]) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
