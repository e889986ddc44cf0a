package dev.kizu.model;

import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.calibrate.Threshold;
import dev.kizu.onnx.OnnxAttribute;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the three terms of every window to window scores, the image's score and the verdict. */
final class ScoreSteps {
    static final String CALIBRATION = "calibration.";
    static final String THRESHOLD = "threshold.value";

    private final GraphBuilder graph;
    private final WindowSteps windows;
    private final NetworkSteps terms;
    private final ModelContent content;

    ScoreSteps(GraphBuilder graph, WindowSteps windows, NetworkSteps terms, ModelContent content) {
        this.graph = graph;
        this.windows = windows;
        this.terms = terms;
        this.content = content;
    }

    /** Adds the steps up to all outputs but the map. */
    void add() {
        String elbo = graph.binary(
                "Add", "elbo", graph.binary("Add", "elbo.partial", terms.kl, terms.logNormalizer), terms.mahalanobis);
        windowScores(elbo);
        @Nullable PositionalCalibration calibration = content.calibration();
        Size picked = picked();
        List<ScoreKind> kinds = calibration == null
                ? List.of(ScoreKind.ELBO, ScoreKind.UNREGULARIZED)
                : List.of(ScoreKind.ELBO, ScoreKind.UNREGULARIZED, ScoreKind.JOINT);
        List<String> scores = new ArrayList<>();
        if (calibration != null) {
            calibration.tables().forEach((name, values) -> graph.floats(CALIBRATION + name, values));
        }
        for (ScoreKind kind : kinds) {
            scores.add(aggregate(kind, windowScores(kind, elbo, calibration != null), picked));
        }
        String all = graph.step("Concat", "image_scores", scores, OnnxAttribute.of("axis", 0));
        graph.step(
                "Gather",
                ScoringGraph.SCORE,
                List.of(all, graph.ints(kinds.indexOf(content.score()))),
                OnnxAttribute.of("axis", 0));
        verdict();
    }

    private void windowScores(String elbo) {
        String shape = Size.list(graph, "window_scores.shape", 1, windows.rows, windows.columns);
        graph.step(
                "Concat",
                ScoringGraph.WINDOW_SCORES,
                List.of(
                        graph.binary("Reshape", "window_scores.elbo", elbo, shape),
                        graph.binary("Reshape", "window_scores.unregularized", terms.mahalanobis, shape)),
                OnnxAttribute.of("axis", 0));
    }

    private String windowScores(ScoreKind kind, String elbo, boolean calibrated) {
        if (kind == ScoreKind.JOINT) {
            return joint();
        }
        String raw = kind == ScoreKind.ELBO ? elbo : terms.mahalanobis;
        return calibrated ? standardized(kind, raw) : raw;
    }

    private String standardized(ScoreKind kind, String score) {
        String name = CALIBRATION + kind.id();
        return graph.binary(
                "Mul",
                kind.id() + ".calibrated",
                graph.binary("Sub", kind.id() + ".centered", score, name + ".mean"),
                name + ".inverse_deviation");
    }

    /** The length of the whitened distance of the compressed terms from their means. */
    private String joint() {
        String[] distance = {
            distance("mahalanobis", terms.mahalanobis),
            distance("log_normalizer", terms.logNormalizer),
            distance("kl", terms.kl)
        };
        String total = "";
        for (int row = 0; row < distance.length; row++) {
            String sum = "";
            for (int column = 0; column <= row; column++) {
                String name = "joint.%d%d".formatted(row, column);
                String product = graph.binary(
                        "Mul", name, CALIBRATION + "joint.whitening.%d%d".formatted(row, column), distance[column]);
                sum = column == 0 ? product : graph.binary("Add", name + ".sum", sum, product);
            }
            String square = graph.binary("Mul", "joint.%d.squared".formatted(row), sum, sum);
            total = row == 0 ? square : graph.binary("Add", "joint.%d.total".formatted(row), total, square);
        }
        return graph.unary("Sqrt", "joint", total);
    }

    private String distance(String term, String value) {
        return graph.binary(
                "Sub",
                "joint." + term + ".distance",
                Compression.add(graph, "joint." + term, value),
                CALIBRATION + "joint.mean." + term);
    }

    /** How many of the largest window scores are averaged. */
    private Size picked() {
        Aggregation aggregation = content.aggregation();
        Size all = windows.rows.times(windows.columns, "aggregation.windows");
        if (aggregation instanceof Aggregation.TopShare top) {
            return all.times(top.billionths(), "aggregation.billionths")
                    .plus(Aggregation.TopShare.UNIT - 1, "aggregation.rounded_up")
                    .over(Aggregation.TopShare.UNIT, "aggregation.count");
        }
        return all.atMost(((Aggregation.TopCount) aggregation).windows(), "aggregation.count");
    }

    private String aggregate(ScoreKind kind, String windowScores, Size picked) {
        String id = kind.id();
        List<String> top = graph.step(
                "TopK",
                List.of(id + ".top", id + ".top.windows"),
                List.of(windowScores, picked.value()),
                OnnxAttribute.of("axis", 0),
                OnnxAttribute.of("largest", 1));
        return graph.step(
                "ReduceMean",
                id + ".image",
                List.of(top.get(0)),
                OnnxAttribute.of("axes", new long[] {0}),
                OnnxAttribute.of("keepdims", 1));
    }

    private void verdict() {
        @Nullable Threshold threshold = content.threshold();
        String value = graph.floats(THRESHOLD, threshold == null ? Float.POSITIVE_INFINITY : threshold.value());
        graph.unary("Identity", ScoringGraph.THRESHOLD, value);
        graph.binary("Greater", ScoringGraph.IS_ANOMALOUS, ScoringGraph.SCORE, value);
    }
}
