package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.kizu.features.backbone.Backbone;
import dev.kizu.features.map.Projection;
import dev.kizu.image.Preparation;
import dev.kizu.score.Aggregation;
import java.io.IOException;

/** Puts backbone and head together to one model for any runtime. */
public final class FeatureModels {
    private FeatureModels() {}

    /**
     * A model, still without metadata and thresholds.
     *
     * @param cell side of a cell of the grid, in pixels of the working size
     * @param smoothing deviation of the Gaussian that smooths the map, in cells
     * @throws IOException if the backbone has no such layers
     */
    public static ModelProto onnx(
            Backbone backbone,
            Preparation preparation,
            int cell,
            double smoothing,
            Projection projection,
            Head head,
            Aggregation aggregation)
            throws IOException {
        return backbone.file().prunedModel(backbone.layers()).toBuilder()
                .setGraph(FeatureGraph.of(
                        backbone.file(),
                        backbone.layers(),
                        backbone.normalization(),
                        preparation,
                        FeatureLayout.of(preparation, cell, smoothing),
                        projection,
                        head,
                        aggregation))
                .build();
    }
}
