package dev.kizu.evaluate;

/**
 * Figures of a {@link ScoreDigest}, with the least and the largest value that they can have.
 *
 * <p>All of them are means over the anomalous pixels, AUROC and average precision of all alike, AUPRO with a pixel's part of its region as
 * weight. What a pixel adds depends on three counts: the normal pixels above it and those at or above it (the more, the less it adds), and the
 * anomalous pixels at or above it (the more, the more it adds, to precision). The nodes tell how small and how large each count can be; the
 * figures that all pixels' best and worst counts give enclose the exact ones.
 */
final class PixelFigures {
    private static final double[] LIMITS = {0.3, 0.05};

    private final double normalPixels;
    private double auroc;
    private double precision;
    private final double[] aupro = new double[LIMITS.length];
    private double anomalousPixels;
    private double overlap;

    private PixelFigures(double normalPixels) {
        this.normalPixels = normalPixels;
    }

    /** Least and largest values, in this order, of: AUROC, average precision, AUPRO up to 0.3, AUPRO up to 0.05. */
    static double[][] bounds(ScoreDigest digest) {
        Above surely = Above.surely(digest);
        Above possibly = Above.possibly(digest);
        PixelFigures least = new PixelFigures(surely.normal(0));
        PixelFigures largest = new PixelFigures(surely.normal(0));
        for (int i = 0; i < digest.size; i++) {
            long pixels = digest.anomalous[i];
            if (pixels > 0) {
                long first = ScoreDigest.first(digest.codes[i]);
                long last = ScoreDigest.last(digest.codes[i]);
                least.add(
                        pixels,
                        digest.overlap[i],
                        possibly.normal(first + 1),
                        possibly.normal(first),
                        Math.max(1, surely.anomalous(last)));
                largest.add(
                        pixels,
                        digest.overlap[i],
                        surely.normal(last + 1),
                        surely.normal(last),
                        possibly.anomalous(first));
            }
        }
        return new double[][] {least.figures(), largest.figures()};
    }

    private void add(long pixels, long part, long normalAbove, long normalFromHere, long anomalousFromHere) {
        double above = normalAbove / normalPixels;
        double fromHere = normalFromHere / normalPixels;
        auroc += pixels * (1 - (above + fromHere) / 2);
        precision += pixels * (anomalousFromHere / ((double) anomalousFromHere + normalFromHere));
        for (int i = 0; i < LIMITS.length; i++) {
            aupro[i] += part * area(above, fromHere, LIMITS[i]);
        }
        anomalousPixels += pixels;
        overlap += part;
    }

    /** The area up to a limit, divided by it, under a line that is 0 up to {@code above}, and 1 from {@code fromHere} on. */
    private static double area(double above, double fromHere, double limit) {
        if (above >= limit) {
            return 0;
        }
        return fromHere <= limit
                ? 1 - (above + fromHere) / 2 / limit
                : (limit - above) * (limit - above) / (2 * (fromHere - above) * limit);
    }

    private double[] figures() {
        return new double[] {
            auroc / anomalousPixels, precision / anomalousPixels, aupro[0] / overlap, aupro[1] / overlap
        };
    }
}
