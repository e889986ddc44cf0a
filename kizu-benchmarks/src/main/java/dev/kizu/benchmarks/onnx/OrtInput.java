package dev.kizu.benchmarks.onnx;

import dev.kizu.benchmarks.comparison.Buffers;
import dev.kizu.benchmarks.comparison.Workload;
import dev.kizu.image.Image;
import dev.kizu.patch.WindowGrid;
import java.util.List;

/** What a model takes. */
enum OrtInput {
    /** Windows that were cut beforehand. */
    WINDOWS {
        @Override
        List<Integer> counts() {
            return List.of(16, 64, 256);
        }

        @Override
        OrtRunner open(Workload workload, List<Image> images, OnnxWeights weights, OrtSettings settings) {
            int count = settings.count();
            long[] shape = {
                count,
                workload.channels(),
                workload.patch().height(),
                workload.patch().width()
            };
            return new OrtRunner(
                    new OnnxVae(workload, weights, settings.block()).windows(count),
                    settings,
                    Buffers.windows(images, workload.patch(), workload.stride(), count),
                    shape,
                    count);
        }
    },

    /** Whole images. */
    IMAGES {
        @Override
        List<Integer> counts() {
            return List.of(1, 4);
        }

        @Override
        OrtRunner open(Workload workload, List<Image> images, OnnxWeights weights, OrtSettings settings) {
            int count = settings.count();
            return new OrtRunner(
                    new OnnxVae(workload, weights, settings.block()).images(count),
                    settings,
                    Buffers.images(images, count),
                    new long[] {count, workload.channels(), workload.side(), workload.side()},
                    count
                            * WindowGrid.of(images.get(0), workload.patch(), workload.stride())
                                    .size());
        }
    };

    /** How many to try in a call. */
    abstract List<Integer> counts();

    /** Opens a session that scores the first ones. */
    abstract OrtRunner open(Workload workload, List<Image> images, OnnxWeights weights, OrtSettings settings);
}
