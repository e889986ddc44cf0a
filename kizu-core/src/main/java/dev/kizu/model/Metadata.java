package dev.kizu.model;

/** The names of the metadata entries. */
final class Metadata {
    static final String PREFIX = "kizu.";
    /** The format's version, a whole number. Comes first, so that a newer file is known as one whatever else it holds. */
    static final String FORMAT = "kizu.format_version";
    /** What the network is like, and how it scores. */
    static final String CONFIG = "kizu.config";
    /** What scores are held against. */
    static final String CALIBRATION = "kizu.calibration";
    /** Above which an image is anomalous, and how that was chosen. */
    static final String THRESHOLD = "kizu.threshold";
    /** Scores of held-out normal images of an inspection. */
    static final String HELD_OUT = "kizu.held_out";
    /** Where the model comes from. */
    static final String PROVENANCE = "kizu.provenance";
    /** When and where it was trained. */
    static final String CIRCUMSTANCES = "kizu.circumstances";
    /** See {@link Digest}. */
    static final String DIGEST = "kizu.sha256";

    private Metadata() {}
}
