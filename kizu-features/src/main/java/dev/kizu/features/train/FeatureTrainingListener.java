package dev.kizu.features.train;

import dev.kizu.train.Choice;
import dev.kizu.train.PartTrainingListener;
import dev.kizu.train.PictureFailure;
import java.util.List;

/** Hears how training goes. Called from several threads, one at a time; return quickly. */
public interface FeatureTrainingListener {
    /** Hears nothing. */
    FeatureTrainingListener NONE = new FeatureTrainingListener() {};

    /** What will be done, before anything is, in the order in which to tell it. */
    default void onPlan(List<Choice> choices) {}

    /** Hears how training of autoencoders goes, where the method has them; failures are told here. */
    default PartTrainingListener ofAutoencoders() {
        return PartTrainingListener.NONE;
    }

    /** A picture was left out. */
    default void onFailure(PictureFailure failure) {}

    /**
     * Something countable goes on.
     *
     * @param task what, for people
     * @param unit what is counted
     */
    default void onProgress(String task, String unit, int done, int total) {}
}
