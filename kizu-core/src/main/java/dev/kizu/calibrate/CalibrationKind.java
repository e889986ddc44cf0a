package dev.kizu.calibrate;

/** What window scores are held against. */
public enum CalibrationKind {
    /** Nothing: raw scores. */
    NONE,
    /** What held-out normal images show at the same window position: for parts that lie alike in every picture. */
    POSITIONAL
}
