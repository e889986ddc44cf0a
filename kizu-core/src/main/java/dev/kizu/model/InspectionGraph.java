package dev.kizu.model;

import dev.kizu.image.Preparation;
import dev.kizu.onnx.ElementType;
import dev.kizu.onnx.OnnxAttribute;
import dev.kizu.onnx.OnnxDimension;
import dev.kizu.onnx.OnnxGraph;
import dev.kizu.onnx.OnnxTensor;
import dev.kizu.onnx.OnnxValue;
import dev.kizu.score.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The computation of an inspection, from a prepared image to a map and a verdict, as a graph of standard operators. */
final class InspectionGraph {
    static final String IMAGE_SCORES = "image_scores";
    static final String PIXEL_MAP = "pixel_map";
    static final String PIXEL_THRESHOLD = "pixel_threshold";
    static final String THRESHOLD_VALUE = "threshold.value";
    static final String PIXEL_THRESHOLD_VALUE = "pixel_threshold.value";
    static final String SMOOTHING = "smoothing";
    static final String SURROUNDINGS = "surroundings";

    private final GraphBuilder graph = new GraphBuilder();
    private final InspectionModel model;
    private final MapLayout layout;
    private final int rows;
    private final int columns;

    private InspectionGraph(InspectionModel model) {
        this.model = model;
        this.layout = MapLayout.of(model);
        this.rows = layout.smoothingDown().size();
        this.columns = layout.smoothingAcross().size();
    }

    /** What the names of a scale begin with. */
    static String prefix(int scale) {
        return "scale%d.".formatted(scale);
    }

    static OnnxGraph of(InspectionModel model) {
        return new InspectionGraph(model).build();
    }

    private List<ScoreKind> kinds() {
        return ScoreKind.ofTerms().stream()
                .filter(model.scales().get(0).calibration()::has)
                .toList();
    }

    private OnnxGraph build() {
        List<CellScoreSteps> scales = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        for (int s = 0; s < model.scales().size(); s++) {
            GraphBuilder part = graph.within(prefix(s));
            ScaleModel scale = model.scales().get(s);
            CellSteps cells = new CellSteps(
                    part, ScoringGraph.IMAGE, model, scale, layout.scales().get(s));
            sums.add(cells.sum);
            scales.add(new CellScoreSteps(part, cells, scale.calibration()));
        }
        List<String> scores = new ArrayList<>();
        for (ScoreKind kind : kinds()) {
            GraphBuilder part = graph.within(kind.id() + ".");
            String map = map(part, scales.stream().map(scale -> scale.add(kind)).toList());
            scores.add(score(part, map));
            if (kind == model.score()) {
                maps(map);
            }
        }
        scores(scores, sums);
        verdict();
        return graph.build("kizu", inputs(), outputs());
    }

    /** The mean over the scales, smoothed, without its surroundings: [1, rows, columns]. */
    private String map(GraphBuilder part, List<String> scales) {
        String sum = scales.get(0);
        for (int s = 1; s < scales.size(); s++) {
            sum = part.binary("Add", "sum." + s, sum, scales.get(s));
        }
        String mean =
                scales.size() == 1 ? sum : part.binary("Div", "mean", sum, graph.scalar("const.scales", scales.size()));
        String grid = part.binary("Reshape", "grid", mean, graph.ints(1, rows, columns));
        String smooth = AxisSteps.add(
                graph, part, SMOOTHING, grid, rows, columns, layout.smoothingDown(), layout.smoothingAcross());
        Surroundings surroundings = layout.surroundings();
        return surroundings == null ? smooth : without(part, smooth, surroundings);
    }

    private String without(GraphBuilder part, String map, Surroundings surroundings) {
        String counted = part.binary("Mul", SURROUNDINGS + ".counted", map, plane(".counts", surroundings.counts()));
        String sum = AxisSteps.add(
                graph, part, SURROUNDINGS, counted, rows, columns, surroundings.down(), surroundings.across());
        String mean =
                part.binary("Mul", SURROUNDINGS + ".mean", sum, plane(".inverse_weight", surroundings.inverseWeight()));
        return part.binary("Sub", "standing_out", map, mean);
    }

    private String plane(String name, float[] values) {
        return graph.constant(OnnxTensor.of(SURROUNDINGS + name, List.of(1L, (long) rows, (long) columns), values));
    }

    /** The mean of the largest of the cells that count, [1]. */
    private String score(GraphBuilder part, String map) {
        String cells = part.binary("Reshape", "cells", map, graph.ints(-1));
        int[] inside = layout.insideCells();
        if (inside.length < rows * columns) {
            String indices = graph.constant(OnnxTensor.of(
                    "inside.cells",
                    List.of((long) inside.length),
                    IntStream.of(inside).asLongStream().toArray()));
            cells = part.step("Gather", "inside", List.of(cells, indices), OnnxAttribute.of("axis", 0));
        }
        List<String> top = part.step(
                "TopK",
                List.of("top", "top.cells"),
                List.of(cells, graph.ints(model.aggregation().count(inside.length))),
                OnnxAttribute.of("axis", 0),
                OnnxAttribute.of("largest", 1));
        return part.step(
                "ReduceMean",
                "image",
                List.of(top.get(0)),
                OnnxAttribute.of("axes", new long[] {0}),
                OnnxAttribute.of("keepdims", 1));
    }

    private void maps(String map) {
        String cells = graph.binary("Reshape", ScoringGraph.ANOMALY_MAP, map, graph.ints(rows, columns));
        if (model.cell() == 1) {
            graph.unary("Identity", PIXEL_MAP, cells);
            return;
        }
        String plane = graph.binary("Reshape", "pixel_map.cells", map, graph.ints(1, 1, rows, columns));
        String scaled = graph.step(
                "Resize",
                "pixel_map.plane",
                List.of(
                        plane,
                        graph.floats("const.no_region"),
                        graph.floats("pixel_map.scales", 1, 1, model.cell(), model.cell())),
                OnnxAttribute.of("mode", "linear"));
        graph.binary(
                "Reshape",
                PIXEL_MAP,
                scaled,
                graph.ints(model.preparation().height(), model.preparation().width()));
    }

    /**
     * All image scores, and the one that decides. What is not a number must not get lost on the way, as it may where runtimes look for the
     * largest value: if any term of any cell is not finite, all scores are NaN.
     */
    private void scores(List<String> scores, List<String> sums) {
        String sum = sums.get(0);
        for (int s = 1; s < sums.size(); s++) {
            sum = graph.binary("Add", "terms.sum." + s, sum, sums.get(s));
        }
        String broken = graph.unary("IsNaN", "terms.broken", sum);
        String all = graph.step("Concat", "image_scores.found", scores, OnnxAttribute.of("axis", 0));
        graph.step("Where", IMAGE_SCORES, List.of(broken, graph.floats("const.nan", Float.NaN), all));
        graph.step(
                "Gather",
                ScoringGraph.SCORE,
                List.of(IMAGE_SCORES, graph.ints(kinds().indexOf(model.score()))),
                OnnxAttribute.of("axis", 0));
    }

    /** Not (score <= threshold): a score that is NaN is anomalous. */
    private void verdict() {
        String value = graph.floats(THRESHOLD_VALUE, model.threshold().value());
        graph.unary("Identity", ScoringGraph.THRESHOLD, value);
        String less = graph.binary("Less", "verdict.less", ScoringGraph.SCORE, value);
        String equal = graph.binary("Equal", "verdict.equal", ScoringGraph.SCORE, value);
        graph.unary("Not", ScoringGraph.IS_ANOMALOUS, graph.binary("Or", "verdict.normal", less, equal));
        graph.unary(
                "Identity",
                PIXEL_THRESHOLD,
                graph.floats(PIXEL_THRESHOLD_VALUE, model.threshold().pixelValue()));
    }

    private List<OnnxValue> inputs() {
        Preparation size = model.preparation();
        return List.of(value(
                ScoringGraph.IMAGE,
                "the prepared image: samples from 0 to 1, cut to the region, grey or red, green, blue, and resized",
                1,
                size.channels(),
                size.height(),
                size.width()));
    }

    private List<OnnxValue> outputs() {
        Preparation size = model.preparation();
        return List.of(
                value(
                        ScoringGraph.ANOMALY_MAP,
                        "for every cell its score of the kind that decides; larger is more anomalous",
                        rows,
                        columns),
                value(
                        PIXEL_MAP,
                        "the map between the centres of cells, for every pixel of the prepared image",
                        size.height(),
                        size.width()),
                value(IMAGE_SCORES, "the image's score of every kind: " + names(), kinds().size()),
                value(ScoringGraph.SCORE, "the image's score of the kind that decides", 1),
                value(ScoringGraph.THRESHOLD, "the score above which an image is anomalous", 1),
                new OnnxValue(
                        ScoringGraph.IS_ANOMALOUS,
                        ElementType.BOOL,
                        List.of(OnnxDimension.of(1)),
                        "whether the score is above the threshold, or not a number"),
                value(PIXEL_THRESHOLD, "the value of the map above which a pixel is part of a flaw", 1));
    }

    private String names() {
        return String.join(", ", kinds().stream().map(ScoreKind::id).toList());
    }

    private static OnnxValue value(String name, String doc, long... shape) {
        return new OnnxValue(
                name,
                ElementType.FLOAT,
                LongStream.of(shape).mapToObj(OnnxDimension::of).toList(),
                doc);
    }
}
