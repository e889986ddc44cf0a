package dev.kizu.features.train;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.model.Head;
import dev.kizu.features.model.Method;
import java.util.function.IntConsumer;

/** Fits a head that stands alone to the features of normal pictures, one after the other. */
interface HeadFitter {
    /** Adds a picture: features of all of the projection's dimensions. */
    void add(FeatureMap features);

    /**
     * The head for all pictures so far.
     *
     * @param progress hears how far it is, in percent
     */
    Head.Single fit(IntConsumer progress);

    /** A fitter that has seen nothing. */
    static HeadFitter of(Method method, FeatureRequest request, FeaturePlan plan) {
        return switch (method) {
            case PADIM -> new PadimHeadFitter(plan, request.threads());
            case PATCHCORE -> new PatchCoreHeadFitter(plan, request.seed(), request.threads());
            case ENSEMBLE, ALL -> throw new IllegalArgumentException("an ensemble is fitted head by head");
        };
    }
}
