package dev.kizu.calibrate;

/** How the threshold of an inspection was chosen. */
public enum ThresholdMethod {
    /** By the share of held-out normal images that may lie above it, see {@link Threshold}. */
    FALSE_ALARM_RATE,
    /** By the largest F1 on labelled images. */
    F1,
    /** By the least expected cost on labelled images. */
    COST,
    /** Given by the user. */
    FIXED
}
