package dev.kizu.evaluate;

/**
 * Whether two scores of the same images differ in AUROC (DeLong, DeLong and Clarke-Pearson 1988).
 *
 * @param difference AUROC of the first score less that of the second
 * @param pValue two-sided, in [0, 1]; 1 where the difference is 0
 */
public record PairedTest(double difference, double pValue) {
    /**
     * Compares two scores A and B of the same images; larger means more anomalous. Takes O(n log n) time.
     *
     * <p>Where the variance of the difference is 0, the p-value is 1 if the difference is 0 and 0 otherwise. With a single
     * normal or a single anomalous image there is no spread to estimate, nothing can be told apart, and the p-value is 1.
     *
     * @param normalA score A of the normal images, at least one, none NaN, infinities allowed; left as they are
     * @param anomalousA score A of the anomalous images, likewise
     * @param normalB score B of the normal images, in the order of {@code normalA}
     * @param anomalousB score B of the anomalous images, in the order of {@code anomalousA}
     * @throws IllegalArgumentException if a side is empty, a score is NaN, or A and B differ in length
     */
    public static PairedTest deLong(double[] normalA, double[] anomalousA, double[] normalB, double[] anomalousB) {
        checkSameLength("normal", normalA, normalB);
        checkSameLength("anomalous", anomalousA, anomalousB);
        Placements delta = Placements.of(normalA, anomalousA).minus(Placements.of(normalB, anomalousB));
        double difference = delta.auroc();
        double variance = delta.variance();
        if (difference == 0) {
            return new PairedTest(0, 1);
        }
        return new PairedTest(difference, NormalDistribution.twoSided(difference / Math.sqrt(variance)));
    }

    private static void checkSameLength(String side, double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "score A has %d %s images and score B has %d: a paired test needs both scores of the same images in one order"
                            .formatted(a.length, side, b.length));
        }
    }
}
