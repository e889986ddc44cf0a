package dev.kizu.features.train;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.model.Head;
import dev.kizu.features.padim.PadimFitter;
import dev.kizu.features.padim.PadimModel;
import dev.kizu.features.padim.Regularization;
import java.util.function.IntConsumer;

/** Fits PaDiM. */
final class PadimHeadFitter implements HeadFitter {
    /**
     * A tenth of the mean variance on the diagonal, so that it goes by the features' scale. Shrinking each position towards its own variance
     * instead made places where all pictures agree so sensitive that maps were worse.
     */
    private static final Regularization REGULARIZATION = new Regularization(false, 0.1, 0);

    private final PadimFitter fitter;
    private final int dimensions;
    private final int threads;

    PadimHeadFitter(FeaturePlan plan, int threads) {
        this.dimensions = plan.padimDimensions();
        this.fitter = new PadimFitter(
                dimensions, plan.projection().rows() * plan.projection().columns(), threads);
        this.threads = threads;
    }

    @Override
    public void add(FeatureMap features) {
        fitter.add(features.first(dimensions));
    }

    @Override
    public Head.Single fit(IntConsumer progress) {
        Head.Single head = new Head.Padim(PadimModel.fit(fitter.statistics(), REGULARIZATION, threads));
        progress.accept(100);
        return head;
    }
}
