package dev.kizu.score;

/** The ways to turn a window's loss terms into an anomaly score; larger is more anomalous. */
public enum ScoreKind {
    /** {@code D + A + M}, the negative evidence lower bound: the classic score. */
    ELBO("elbo", "ELBO"),
    /** {@code M} alone, the unregularized score of Matsubara et al., arXiv 1807.05800. */
    UNREGULARIZED("unregularized", "Unregularized"),
    /** The Mahalanobis distance of the three log-compressed terms from what held-out normal images show. Needs a calibration. */
    JOINT("joint", "Joint");

    private final String id;
    private final String title;

    ScoreKind(String id, String title) {
        this.id = id;
        this.title = title;
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
