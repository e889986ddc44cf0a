package dev.kizu.features.train;

import dev.kizu.features.backbone.Backbone;
import dev.kizu.features.backbone.BackboneException;
import dev.kizu.features.map.FeatureMap;
import dev.kizu.image.Image;
import dev.kizu.train.PictureFailure;
import dev.kizu.train.Pictures;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Reads pictures and hands their features over in the order of the files. Memory holds those of some pictures at a time. */
final class FeatureReader {
    private static final int TOGETHER = 32;

    private final Backbone backbone;
    private final FeaturePlan plan;
    private final int threads;
    private final Consumer<PictureFailure> failures;

    /** What can be done with the features of a picture. */
    @FunctionalInterface
    interface Sink {
        void accept(Path file, FeatureMap features);
    }

    FeatureReader(Backbone backbone, FeaturePlan plan, int threads, Consumer<PictureFailure> failures) {
        this.backbone = backbone;
        this.plan = plan;
        this.threads = threads;
        this.failures = failures;
    }

    /**
     * Reads files; those that cannot be read are reported and left out.
     *
     * @param progress hears how many are done
     */
    void read(List<Path> files, Sink sink, IntConsumer progress) {
        for (int from = 0; from < files.size(); from += TOGETHER) {
            int first = from;
            List<Path> some = files.subList(from, Math.min(from + TOGETHER, files.size()));
            FeatureMap[] maps = new FeatureMap[some.size()];
            List<PictureFailure> failed = new ArrayList<>();
            Pictures.forEach(
                    some,
                    plan.preparation(),
                    threads,
                    (i, image) -> maps[i] = features(image),
                    (i, failure) -> failed.add(failure),
                    done -> progress.accept(first + done));
            failed.forEach(failures);
            for (int i = 0; i < maps.length; i++) {
                if (maps[i] != null) {
                    sink.accept(some.get(i), maps[i]);
                }
            }
        }
    }

    private FeatureMap features(Image image) {
        try {
            List<float[]> layers = backbone.features(image);
            for (int i = 0; i < layers.size(); i++) {
                checkFinite(layers.get(i), backbone.layers().get(i));
            }
            return plan.projection().apply(layers);
        } catch (BackboneException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkFinite(float[] values, String layer) throws BackboneException {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new BackboneException(
                        "layer \"%s\" of %s gives values that are not finite numbers (%s). Its weights are damaged, or it was exported wrongly: get or export it again, or choose another layer"
                                .formatted(layer, backbone.file().path(), value));
            }
        }
    }
}
