package dev.kizu.features.model;

import static dev.kizu.features.model.GraphSteps.attribute;

import dev.kizu.score.Aggregation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From features at the positions of a grid to values of cells and image scores: what {@link FeatureScoring} does but for smoothing. */
final class HeadSteps {
    private final GraphSteps steps;
    private final FeatureLayout layout;
    private final Aggregation aggregation;
    private final Head head;
    private final List<DistanceSteps> distances = new ArrayList<>();

    HeadSteps(GraphSteps steps, FeatureLayout layout, Aggregation aggregation, Head head) {
        this.steps = steps;
        this.layout = layout;
        this.aggregation = aggregation;
        this.head = head;
    }

    /**
     * Adds the steps from features of [n, dimensions, rows, columns] to the values of cells.
     *
     * @return [n, positions]
     */
    String cells(String features) {
        for (Head.Single single : head.singles()) {
            DistanceSteps own = new DistanceSteps(steps, layout.rows() * layout.columns());
            own.add(head instanceof Head.Ensemble ? first(features, single) : features, single);
            distances.add(own);
        }
        return head instanceof Head.Ensemble ensemble
                ? scaled(ensemble)
                : distances.get(0).distances();
    }

    private String first(String features, Head.Single single) {
        String name = name(single) + "features";
        return steps.step(
                "Slice",
                name,
                List.of(
                        features,
                        steps.wholes(name + ".from", 0),
                        steps.wholes(name + ".to", single.dimensions()),
                        steps.wholes(name + ".axis", 1)));
    }

    private String scaled(Head.Ensemble ensemble) {
        List<String> scaled = new ArrayList<>();
        for (int i = 0; i < distances.size(); i++) {
            Head.Ensemble.Member member = ensemble.members().get(i);
            String name = name(member.head()) + "cells.scaled";
            String scale = number(name + ".scale", member.tail().scale());
            scaled.add(steps.step("Div", name, List.of(distances.get(i).distances(), scale)));
        }
        Head.Ensemble.Autoencoders autoencoders = ensemble.autoencoders();
        if (autoencoders != null) {
            String cells = AutoencoderSteps.cells(steps, AutoencoderGrid.of(autoencoders.model(), layout));
            scaled.add(scaled(cells, autoencoders.tail()));
        }
        return steps.step("Mean", "kizu.scaled", scaled);
    }

    private String scaled(String cells, Tail tail) {
        String name = cells + ".scaled";
        return steps.step("Div", name, List.of(cells, number(name + ".scale", tail.scale())));
    }

    /**
     * Adds the steps from there to image scores, [n].
     *
     * @param output the name of the scores
     */
    void score(String output) {
        if (head instanceof Head.Ensemble ensemble) {
            combined(ensemble, output);
        } else {
            single(distances.get(0), "kizu.", output);
        }
    }

    private void combined(Head.Ensemble ensemble, String output) {
        List<String> odds = new ArrayList<>();
        List<String> surprises = new ArrayList<>();
        for (int i = 0; i < distances.size(); i++) {
            Head.Ensemble.Member member = ensemble.members().get(i);
            String prefix = name(member.head());
            String image = prefix + "image";
            single(distances.get(i), prefix, image);
            odds.add(odds(image, image, member.tail()));
            surprises.add(steps.step("Softplus", prefix + "surprise", List.of(odds.get(i))));
        }
        Head.Ensemble.Autoencoders autoencoders = ensemble.autoencoders();
        if (autoencoders != null) {
            String score = AutoencoderSteps.SCORE;
            odds.add(odds(score, score, autoencoders.tail()));
            surprises.add(
                    steps.step("Softplus", AutoencoderSteps.PREFIX + "surprise", List.of(odds.get(odds.size() - 1))));
        }
        String mean = steps.step("Mean", "kizu.surprise", surprises);
        orNotANumber(steps.step("Sum", "kizu.odds.sum", odds), mean, "kizu.", output);
    }

    private static String name(Head.Single single) {
        return single.method().id() + ".";
    }

    /** The logarithm of the odds against so high scores; softplus of it is {@link Tail#surprise}. */
    private String odds(String name, String values, Tail tail) {
        String excess = steps.step("Sub", name + ".excess", List.of(values, number(name + ".start", tail.start())));
        String scaled = steps.step("Div", name + ".scaled", List.of(excess, number(name + ".scale", tail.scale())));
        return steps.step("Add", name + ".odds", List.of(scaled, number(name + ".odds.start", tail.oddsAtStart())));
    }

    private String number(String name, double value) {
        return steps.floats(name, new float[] {(float) value}, 1);
    }

    /** The aggregate of the largest cells, times the weight of the most anomalous one. */
    private void single(DistanceSteps from, String prefix, String output) {
        int cells = layout.rows() * layout.columns();
        String flat = steps.step(
                "Reshape",
                prefix + "cells",
                List.of(from.distances(), steps.wholes(prefix + "cells.shape", -1, cells)));
        int[] inside = layout.inside();
        String counted = flat;
        if (inside.length < cells) {
            counted = steps.step(
                    "Gather",
                    prefix + "cells.inside",
                    List.of(
                            flat,
                            steps.wholes(
                                    prefix + "inside",
                                    Arrays.stream(inside).asLongStream().toArray())),
                    attribute("axis", 1));
        }
        int count = aggregation.count(inside.length);
        List<String> top = steps.step(
                "TopK",
                List.of(prefix + "top", prefix + "top.places"),
                List.of(counted, steps.wholes(prefix + "top.count", count)),
                attribute("axis", 1),
                attribute("largest", 1));
        String axis = steps.wholes(prefix + "axis.1", 1);
        String sum = steps.step("ReduceSum", prefix + "top.sum", List.of(top.get(0), axis), attribute("keepdims", 0));
        String mean = steps.step("Div", prefix + "top.mean", List.of(sum, number(prefix + "top.number", count)));
        String place = steps.step(
                "Slice",
                prefix + "top.first",
                List.of(top.get(1), steps.wholes(prefix + "zero", 0), steps.wholes(prefix + "one", 1), axis));
        if (inside.length < cells) {
            place = steps.step("Gather", prefix + "top.cell", List.of(prefix + "inside", place), attribute("axis", 0));
        }
        String weighted = from.weighted(mean, place, prefix + "score");
        String all = steps.step("ReduceSum", prefix + "cells.sum", List.of(flat, axis), attribute("keepdims", 0));
        orNotANumber(all, weighted, prefix, output);
    }

    /** What is not a number must not get lost where runtimes look for the largest value. */
    private void orNotANumber(String all, String scores, String prefix, String output) {
        String broken = steps.step("IsNaN", prefix + "broken", List.of(all));
        steps.step("Where", output, List.of(broken, all, scores));
    }
}
