package dev.kizu.features.train;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.model.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Fits all heads of a method to the features of the same normal pictures. */
final class HeadFitters {
    private final List<HeadFitter> fitters;

    /** Fitters that have seen nothing. */
    HeadFitters(FeatureRequest request, FeaturePlan plan) {
        fitters = request.method().members().stream()
                .map(method -> HeadFitter.of(method, request, plan))
                .toList();
    }

    /** Adds a picture. */
    void add(FeatureMap features) {
        fitters.forEach(fitter -> fitter.add(features));
    }

    /**
     * The heads for all pictures so far.
     *
     * @param progress hears how far it is, in percent
     */
    List<Head.Single> fit(IntConsumer progress) {
        List<Head.Single> heads = new ArrayList<>();
        for (HeadFitter fitter : fitters) {
            int done = heads.size();
            heads.add(fitter.fit(percent -> progress.accept((100 * done + percent) / fitters.size())));
        }
        return heads;
    }
}
