package dev.kizu.features.model;

import static dev.kizu.features.model.GraphSteps.attribute;
import static dev.kizu.features.model.GraphSteps.value;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.Normalization;
import dev.kizu.features.map.Projection;
import dev.kizu.image.Preparation;
import dev.kizu.patch.MapAxis;
import dev.kizu.score.Aggregation;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The whole computation as one graph: from prepared images through the backbone to maps and scores. Any number of images at once, where
 * the backbone takes that and there are no autoencoders, which take one at a time.
 */
final class FeatureGraph {
    static final String IMAGE = "image";
    static final String ANOMALY_MAP = "anomaly_map";
    static final String PIXEL_MAP = "pixel_map";
    static final String SCORE = "score";
    static final String THRESHOLD = "threshold";
    static final String PIXEL_THRESHOLD = "pixel_threshold";
    static final String IS_ANOMALOUS = "is_anomalous";
    static final String THRESHOLD_VALUE = "kizu.threshold.value";
    static final String PIXEL_THRESHOLD_VALUE = "kizu.pixel_threshold.value";
    private static final String BACKBONE = "backbone.";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final GraphSteps steps = new GraphSteps(graph);
    private final Preparation preparation;
    private final FeatureLayout layout;
    private final Projection projection;
    /** What autoencoders give beside what all models do. */
    private @Nullable ValueInfoProto others;

    private FeatureGraph(Preparation preparation, FeatureLayout layout, Projection projection) {
        this.preparation = preparation;
        this.layout = layout;
        this.projection = projection;
    }

    /**
     * Builds the graph. Its thresholds are infinite.
     *
     * @throws IOException if the backbone has no such layers
     */
    static GraphProto of(
            BackboneFile backbone,
            List<String> layers,
            Normalization normalization,
            Preparation preparation,
            FeatureLayout layout,
            Projection projection,
            Head head,
            Aggregation aggregation)
            throws IOException {
        FeatureGraph builder = new FeatureGraph(preparation, layout, projection);
        builder.image(normalization, BACKBONE + backbone.input().name());
        GraphProto inner = GraphSteps.renamed(backbone.pruned(layers), BACKBONE);
        builder.graph.addAllNode(inner.getNodeList()).addAllInitializer(inner.getInitializerList());
        builder.graph.addAllSparseInitializer(inner.getSparseInitializerList());
        String features = builder.project(layers);
        if (head instanceof Head.Ensemble ensemble && ensemble.autoencoders() != null) {
            builder.others = AutoencoderSteps.add(
                    builder.graph, builder.steps, ensemble.autoencoders().model(), backbone.opset());
        }
        HeadSteps scores = new HeadSteps(builder.steps, layout, aggregation, head);
        builder.maps(scores.cells(features));
        scores.score(SCORE);
        builder.verdict();
        return builder.finished();
    }

    /** Colours as the backbone wants them. */
    private void image(Normalization normalization, String output) {
        String colours = IMAGE;
        if (preparation.channels() == 1) {
            colours = steps.step("Concat", "kizu.colours", List.of(IMAGE, IMAGE, IMAGE), attribute("axis", 1));
        } else if (normalization.colour(0) != 0) {
            colours = steps.step(
                    "Gather",
                    "kizu.colours",
                    List.of(
                            IMAGE,
                            steps.wholes(
                                    "kizu.colours.order",
                                    IntStream.range(0, 3)
                                            .mapToLong(normalization::colour)
                                            .toArray())),
                    attribute("axis", 1));
        }
        float[] mean = new float[3];
        float[] scale = new float[3];
        for (int channel = 0; channel < 3; channel++) {
            mean[channel] = normalization.mean().get(normalization.colour(channel));
            scale[channel] = 1 / normalization.deviation().get(normalization.colour(channel));
        }
        // One pass over the image, where a difference and a quotient would take two.
        steps.step(
                "BatchNormalization",
                output,
                List.of(
                        colours,
                        steps.floats("kizu.colours.scale", scale, 3),
                        steps.floats("kizu.colours.shift", new float[3], 3),
                        steps.floats("kizu.colours.mean", mean, 3),
                        steps.floats("kizu.colours.variance", new float[] {1, 1, 1}, 3)),
                attribute("epsilon", 0f));
    }

    /** Layers brought together on one grid: [n, dimensions, rows, columns]. */
    private String project(List<String> layers) {
        String sum = "";
        for (int i = 0; i < layers.size(); i++) {
            String name = "kizu.layer%d.".formatted(i);
            String part = project(name, BACKBONE + layers.get(i), i);
            sum = i == 0 ? part : steps.step("Add", name + "sum", List.of(sum, part));
        }
        return sum;
    }

    private String project(String name, String layer, int index) {
        int channels = projection.layers().get(index).channels();
        String part = steps.step(
                "Conv",
                name + "projected",
                List.of(
                        layer,
                        steps.floats(
                                name + "projection",
                                projection.matrix(index),
                                projection.dimensions(),
                                channels,
                                1,
                                1)));
        if (projection.poolSize() > 1) {
            long border = projection.poolSize() / 2;
            part = steps.step(
                    "AveragePool",
                    name + "neighbourhoods",
                    List.of(part),
                    attribute("kernel_shape", projection.poolSize(), projection.poolSize()),
                    attribute("pads", border, border, border, border),
                    attribute("count_include_pad", 1));
        }
        boolean onGrid = projection.layers().get(index).rows() == layout.rows()
                && projection.layers().get(index).columns() == layout.columns();
        return onGrid
                ? part
                : alongAxes(
                        name,
                        part,
                        projection.layers().get(index).rows(),
                        projection.layers().get(index).columns(),
                        layout.rows(),
                        layout.columns());
    }

    /** Brings planes to another grid by two matrices, which is linear interpolation between the centres of its cells. */
    private String alongAxes(String name, String part, int rows, int columns, int newRows, int newColumns) {
        String down = steps.floats(name + "down", interpolation(rows, newRows), newRows, rows);
        String across = steps.floats(
                name + "across",
                transposed(interpolation(columns, newColumns), newColumns, columns),
                columns,
                newColumns);
        String wide = steps.step("MatMul", name + "wide", List.of(part, across));
        return steps.step("MatMul", name + "grid", List.of(down, wide));
    }

    private static float[] interpolation(int from, int to) {
        float[] matrix = new float[to * from];
        for (int c = 0; c < to; c++) {
            double place = Math.min(Math.max((c + 0.5) * from / to - 0.5, 0), from - 1.0);
            int first = Math.min((int) place, Math.max(from - 2, 0));
            double rest = place - first;
            matrix[c * from + first] += (float) (1 - rest);
            if (first + 1 < from) {
                matrix[c * from + first + 1] += (float) rest;
            }
        }
        return matrix;
    }

    static float[] transposed(float[] matrix, int rows, int columns) {
        float[] result = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            result[i % columns * rows + i / columns] = matrix[i];
        }
        return result;
    }

    /** The smoothed map, and that of pixels. */
    private void maps(String cells) {
        int rows = layout.rows();
        int columns = layout.columns();
        String grid = steps.step(
                "Reshape", "kizu.grid", List.of(cells, steps.wholes("kizu.grid.shape", -1, 1, rows, columns)));
        MapAxis down = layout.down();
        MapAxis across = layout.across();
        String wide = steps.step(
                "MatMul",
                "kizu.smooth.rows",
                List.of(
                        grid,
                        steps.floats(
                                "kizu.smoothing.across",
                                transposed(across.matrix(columns), columns, columns),
                                columns,
                                columns)));
        String smooth = steps.step(
                "MatMul",
                "kizu.smooth",
                List.of(steps.floats("kizu.smoothing.down", down.matrix(rows), rows, rows), wide));
        steps.step("Reshape", ANOMALY_MAP, List.of(smooth, steps.wholes("kizu.map.shape", -1, rows, columns)));
        String pixels = alongAxes("kizu.pixels.", smooth, rows, columns, preparation.height(), preparation.width());
        steps.step(
                "Reshape",
                PIXEL_MAP,
                List.of(pixels, steps.wholes("kizu.pixels.shape", -1, preparation.height(), preparation.width())));
    }

    /** Not (score <= threshold): a score that is NaN is anomalous. */
    private void verdict() {
        String limit = steps.floats(THRESHOLD_VALUE, new float[] {Float.POSITIVE_INFINITY}, 1);
        steps.step("Identity", THRESHOLD, List.of(limit));
        String less = steps.step("LessOrEqual", "kizu.normal", List.of(SCORE, limit));
        steps.step("Not", IS_ANOMALOUS, List.of(less));
        steps.step(
                "Identity",
                PIXEL_THRESHOLD,
                List.of(steps.floats(PIXEL_THRESHOLD_VALUE, new float[] {Float.POSITIVE_INFINITY}, 1)));
    }

    private GraphProto finished() {
        TensorProto.DataType real = TensorProto.DataType.FLOAT;
        long images = others == null ? 0 : 1;
        graph.setName("kizu")
                .addInput(value(
                        IMAGE,
                        real,
                        "prepared images: samples from 0 to 1, cut to the region, grey or red, green, blue, and resized",
                        images,
                        preparation.channels(),
                        preparation.height(),
                        preparation.width()))
                .addOutput(value(
                        ANOMALY_MAP,
                        real,
                        "for every cell its distance from what is normal, smoothed",
                        images,
                        layout.rows(),
                        layout.columns()))
                .addOutput(value(
                        PIXEL_MAP,
                        real,
                        "the map between the centres of cells, for every pixel of the prepared images",
                        images,
                        preparation.height(),
                        preparation.width()))
                .addOutput(value(SCORE, real, "the images' scores; larger is more anomalous", images))
                .addOutput(value(THRESHOLD, real, "the score above which an image is anomalous", 1))
                .addOutput(value(
                        IS_ANOMALOUS,
                        TensorProto.DataType.BOOL,
                        "whether a score is above the threshold, or not a number",
                        images))
                .addOutput(
                        value(PIXEL_THRESHOLD, real, "the value of the map above which a pixel is part of a flaw", 1));
        if (others != null) {
            graph.addOutput(others);
        }
        return graph.build();
    }
}
