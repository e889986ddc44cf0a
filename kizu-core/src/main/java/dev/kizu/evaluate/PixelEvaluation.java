package dev.kizu.evaluate;

/**
 * How well anomaly maps find the anomalous pixels of many images.
 *
 * <p>AUPRO is the area under the per-region overlap over the false-positive rate, from rate 0 to a limit and divided by the limit (P.
 * Bergmann, K. Batzner, M. Fauser, D. Sattlegger, C. Steger, "The MVTec Anomaly Detection Dataset", IJCV 129, 2021): at each threshold, the
 * share of every region's pixels that lie at or above it, averaged over all regions of all images, over the share of all normal pixels at or
 * above it. Regions are 8-connected. Points of the curve are joined by straight lines, also at the limit.
 *
 * @param auroc area under the ROC curve of pixels, in [0, 1]; ties count half
 * @param averagePrecision of pixels, in [0, 1], without interpolation; scikit-learn's {@code average_precision_score}
 * @param aupro30 AUPRO up to a false-positive rate of 0.3, in [0, 1]
 * @param aupro05 AUPRO up to a false-positive rate of 0.05, in [0, 1]
 * @param uncertainty the exact value of each of the four figures lies within this of the one given here, proven from what was kept; 0 if
 *     all pixels' scores were kept, apart from the rounding of doubles
 * @param images images that were added
 * @param normalPixels counted pixels outside of all anomalous regions
 * @param anomalousPixels counted pixels of anomalous regions
 * @param regions anomalous regions with at least one counted pixel
 */
public record PixelEvaluation(
        double auroc,
        double averagePrecision,
        double aupro30,
        double aupro05,
        double uncertainty,
        long images,
        long normalPixels,
        long anomalousPixels,
        long regions) {}
