package dev.kizu.assess;

/** Hears how an assessment goes. Called from several threads, one at a time, in the order of the pictures; return quickly. */
public interface AssessmentListener {
    /** Hears nothing. */
    AssessmentListener NONE = new AssessmentListener() {};

    /** So many pictures are done. */
    default void onProgress(int done, int total) {}

    /** A picture is left out. */
    default void onSkipped(AssessmentProblem problem) {}

    /** A mask is left out, and its picture with it from the figures of pixels. */
    default void onUnusableMask(AssessmentProblem problem) {}
}
