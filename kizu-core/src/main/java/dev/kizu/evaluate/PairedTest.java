package dev.kizu.evaluate;

/**
 * Whether two scores of the same images differ in AUROC (DeLong, DeLong and Clarke-Pearson 1988).
 *
 * @param difference AUROC of the first score less that of the second
 * @param pValue two-sided, in [0, 1]; 1 where the difference is 0
 */
public record PairedTest(double difference, double pValue) {}
