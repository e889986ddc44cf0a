package dev.kizu.score;

import java.util.List;

/** The ways to score how anomalous something is; larger is more anomalous. */
public enum ScoreKind {
    /** {@code D + A + M}, the negative evidence lower bound: the classic score. */
    ELBO("elbo", "ELBO"),
    /** {@code M} alone, the unregularized score of Matsubara et al., arXiv 1807.05800. */
    UNREGULARIZED("unregularized", "Unregularized"),
    /** The Mahalanobis distance of the three log-compressed terms from what held-out normal images show. Needs a calibration. */
    JOINT("joint", "Joint"),
    /** How far the features that a pretrained network sees are from those of normal images. */
    DISTANCE("distance", "Distance"),
    /** What several models together say. */
    COMBINED("combined", "Combined");

    private static final List<ScoreKind> OF_TERMS = List.of(ELBO, UNREGULARIZED, JOINT);

    private final String id;
    private final String title;

    ScoreKind(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The kinds that are computed from the loss terms of a variational autoencoder. */
    public static List<ScoreKind> ofTerms() {
        return OF_TERMS;
    }

    /** The name used in options, files and JSON. */
    public String id() {
        return id;
    }

    /** The name used in headings and legends. */
    public String title() {
        return title;
    }
}
