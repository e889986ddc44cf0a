package dev.kizu.features.train;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.model.Head;
import dev.kizu.features.model.Method;
import java.util.function.IntConsumer;

/** Fits a head to the features of normal pictures, one after the other. */
interface HeadFitter {
    /** Adds a picture. */
    void add(FeatureMap features);

    /**
     * The head for all pictures so far.
     *
     * @param progress hears how far it is, in percent
     */
    Head fit(IntConsumer progress);

    /** A fitter that has seen nothing. */
    static HeadFitter of(FeatureRequest request, FeaturePlan plan) {
        return request.method() == Method.PADIM
                ? new PadimHeadFitter(plan, request.threads())
                : new PatchCoreHeadFitter(plan, request.seed(), request.threads());
    }
}
