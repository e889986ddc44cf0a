package dev.kizu.model;

import dev.kizu.calibrate.ScaleCalibration;
import dev.kizu.onnx.OnnxAttribute;
import dev.kizu.onnx.OnnxTensor;
import dev.kizu.score.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From the terms of the cells of one scale to their scores, held against the tables of its calibration. */
final class CellScoreSteps {
    static final String CALIBRATION = "calibration.";
    private static final int TERMS = 3;
    private static final int ENTRIES = 6;

    private final GraphBuilder graph;
    private final CellSteps cells;
    private final ScaleCalibration calibration;
    private final Map<String, float[]> tables;

    CellScoreSteps(GraphBuilder graph, CellSteps cells, ScaleCalibration calibration) {
        this.graph = graph;
        this.cells = cells;
        this.calibration = calibration;
        this.tables = calibration.tables();
    }

    /** The scores of a kind, [1, cells]. */
    String add(ScoreKind kind) {
        return switch (kind) {
            case ELBO -> standardized(kind, elbo());
            case UNREGULARIZED -> standardized(kind, cells.mahalanobis);
            case JOINT -> joint();
            case DISTANCE, COMBINED -> throw new IllegalArgumentException("no score of loss terms: " + kind);
        };
    }

    private String elbo() {
        String partial = graph.binary("Add", "elbo.partial", cells.kl, cells.logNormalizer);
        return graph.binary("Add", "elbo.raw", partial, cells.mahalanobis);
    }

    private String standardized(ScoreKind kind, String score) {
        String id = kind.id();
        if (!tables.containsKey(id + ".mean")) {
            return score;
        }
        String centered = graph.binary("Sub", id + ".centered", score, table(id + ".mean"));
        return graph.binary("Mul", id, centered, table(id + ".inverse_deviation"));
    }

    /** The negative logarithm of the density under what explains a cell best. */
    private String joint() {
        List<String> features = List.of(
                Compression.add(graph, "joint.mahalanobis", cells.mahalanobis),
                Compression.add(graph, "joint.log_normalizer", cells.logNormalizer),
                Compression.add(graph, "joint.kl", cells.kl));
        String best = mixture(features);
        float[] factors = calibration.positionalLogFactors();
        if (factors.length > 0) {
            List<String> mean = new ArrayList<>();
            for (int i = 0; i < TERMS; i++) {
                mean.add(table("positional.mean." + i));
            }
            List<String> whitening = new ArrayList<>();
            for (int i = 0; i < ENTRIES; i++) {
                whitening.add(table("positional.whitening." + i));
            }
            String factor = graph.floats("positional.factor", factors);
            String fall = fall(squaredDistance("positional", features, mean, whitening));
            String here = graph.binary("Sub", "positional.log_density", factor, fall);
            best = graph.binary("Max", "joint.best", best, here);
        }
        return graph.unary("Neg", "joint", best);
    }

    /** The logarithm of the density under the best component, [1, cells]; before that, [components, cells]. */
    private String mixture(List<String> features) {
        String constant = graph.binary("Reshape", "mixture.constants", table("mixture.constant"), graph.ints(-1, 1));
        String squared = squaredDistance(
                "mixture", features, columns("mixture.center", TERMS), columns("mixture.whitening", ENTRIES));
        String densities = graph.binary("Sub", "mixture.log_density", constant, half("mixture", squared));
        return graph.step(
                "ReduceMax",
                "mixture.best",
                List.of(densities),
                OnnxAttribute.of("axes", new long[] {0}),
                OnnxAttribute.of("keepdims", 1));
    }

    /** A table of several numbers for each component, one column for each: [components, 1]. */
    private List<String> columns(String name, int count) {
        String rows = graph.binary("Reshape", name + ".rows", table(name), graph.ints(-1, count));
        List<String> names = new ArrayList<>();
        long[] ones = new long[count];
        for (int i = 0; i < count; i++) {
            names.add("%s.%d".formatted(name, i));
            ones[i] = 1;
        }
        return graph.step("Split", names, List.of(rows), OnnxAttribute.of("axis", 1), OnnxAttribute.of("split", ones));
    }

    /** How far the logarithm of a place's density is below the largest, as {@link ScaleCalibration#placeFreedom} says. */
    private String fall(String squared) {
        float freedom = calibration.placeFreedom();
        if (Float.isInfinite(freedom)) {
            return half("positional", squared);
        }
        String share = graph.binary("Div", "positional.share", squared, graph.floats("positional.freedom", freedom));
        String one = graph.binary("Add", "positional.one_more", share, graph.scalar("const.one", 1f));
        return graph.binary(
                "Mul",
                "positional.fall",
                graph.unary("Log", "positional.log", one),
                graph.floats("positional.exponent", (freedom + TERMS) / 2));
    }

    private String half(String name, String squared) {
        return graph.binary("Mul", name + ".half", squared, graph.scalar("const.half", 0.5f));
    }

    /** The squared length of the whitened distance from a centre. */
    private String squaredDistance(String name, List<String> features, List<String> center, List<String> whitening) {
        List<String> distance = new ArrayList<>();
        for (int i = 0; i < TERMS; i++) {
            distance.add(graph.binary("Sub", "%s.distance.%d".formatted(name, i), features.get(i), center.get(i)));
        }
        String total = "";
        int entry = 0;
        for (int row = 0; row < TERMS; row++) {
            String sum = "";
            for (int column = 0; column <= row; column++, entry++) {
                String step = "%s.whitened.%d%d".formatted(name, row, column);
                String product = graph.binary("Mul", step, whitening.get(entry), distance.get(column));
                sum = column == 0 ? product : graph.binary("Add", step + ".sum", sum, product);
            }
            String square = graph.binary("Mul", "%s.squared.%d".formatted(name, row), sum, sum);
            total = row == 0 ? square : graph.binary("Add", "%s.total.%d".formatted(name, row), total, square);
        }
        return total;
    }

    private String table(String name) {
        float[] values = tables.get(name);
        if (values == null) {
            throw new IllegalStateException("the calibration has no table " + name);
        }
        return graph.constant(OnnxTensor.of(CALIBRATION + name, List.of((long) values.length), values));
    }
}
