package dev.kizu.calibrate;

/** What the window scores of an inspection are held against; all of it learnt from held-out normal images. */
public enum Reference {
    /** Nothing: scores as they are. There is no joint score then. */
    NONE,
    /** What windows of normal images are like, wherever they lie: for parts that lie anyhow. */
    IMAGE,
    /** What windows of normal images are like at the same place; for the joint score, there, or anywhere at a price. */
    POSITIONAL
}
