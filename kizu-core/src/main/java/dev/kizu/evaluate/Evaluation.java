package dev.kizu.evaluate;

/**
 * How well one score separates anomalous from normal.
 *
 * @param roc the whole ROC curve
 * @param auroc area under the ROC curve, in [0, 1]
 * @param aurocLow lower end of the 95 % interval (DeLong), in [0, 1]
 * @param aurocHigh upper end of the 95 % interval (DeLong), in [0, 1]
 * @param averagePrecision average precision, in [0, 1]
 * @param f1Max the largest F1 over all thresholds, in [0, 1]
 * @param f1Threshold the threshold of {@code f1Max}: scores at or above it are called anomalous
 */
public record Evaluation(
        RocCurve roc,
        double auroc,
        double aurocLow,
        double aurocHigh,
        double averagePrecision,
        double f1Max,
        double f1Threshold) {}
