package dev.kizu.cli.calibrate;

/** How the threshold of images is chosen. */
public sealed interface ThresholdRule {
    /** Whether labelled pictures decide. */
    default boolean needsLabels() {
        return false;
    }

    /**
     * By the share of held-out normal pictures that may lie above it.
     *
     * @param asked whether the share was asked for; then the scores in the model's file are enough to choose by
     */
    record FalseAlarms(boolean asked) implements ThresholdRule {}

    /** By the largest F1 on labelled pictures. */
    record LargestF1() implements ThresholdRule {
        @Override
        public boolean needsLabels() {
            return true;
        }
    }

    /**
     * By the least cost on labelled pictures.
     *
     * @param miss what a missed defect costs, above 0
     * @param alarm what a false alarm costs, above 0
     */
    record LeastCost(double miss, double alarm) implements ThresholdRule {
        @Override
        public boolean needsLabels() {
            return true;
        }
    }

    /**
     * As the user says.
     *
     * @param value the threshold
     */
    record Fixed(float value) implements ThresholdRule {}
}
