package dev.kizu.cli.inspect;

/** Which pictures get an overlay. */
public enum OverlayChoice {
    /** Anomalous ones. */
    ANOMALOUS,
    /** All that could be read. */
    ALL,
    /** None. */
    NONE
}
