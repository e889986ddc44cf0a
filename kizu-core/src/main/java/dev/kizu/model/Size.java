package dev.kizu.model;

import dev.kizu.onnx.OnnxAttribute;
import java.util.ArrayList;
import java.util.List;

/**
 * A number of pixels or windows: known now, or found by the graph when it runs, as a tensor with one element. Arithmetic with known sizes
 * is done at once, so that a graph for one size of image holds none of it.
 */
final class Size {
    private final GraphBuilder graph;
    private final boolean known;
    private final long number;
    private final String name;

    private Size(GraphBuilder graph, boolean known, long number, String name) {
        this.graph = graph;
        this.known = known;
        this.number = number;
        this.name = name;
    }

    static Size known(GraphBuilder graph, long number) {
        return new Size(graph, true, number, "");
    }

    /** A size that the graph finds under a name. */
    static Size found(GraphBuilder graph, String name) {
        return new Size(graph, false, 0, name);
    }

    boolean isKnown() {
        return known;
    }

    /** The number, if it is known. */
    long number() {
        if (!known) {
            throw new IllegalStateException(name + " is known only when the graph runs");
        }
        return number;
    }

    /** The tensor with one element. */
    String value() {
        return known ? graph.ints(number) : name;
    }

    /** The tensor without dimensions. */
    String scalar() {
        return known
                ? graph.intScalar(number)
                : graph.step("Squeeze", name + ".scalar", List.of(name), OnnxAttribute.of("axes", new long[] {0}));
    }

    Size plus(long other, String result) {
        return known ? known(graph, number + other) : found(graph, binary("Add", graph.ints(other), result));
    }

    Size times(long other, String result) {
        return known ? known(graph, number * other) : found(graph, binary("Mul", graph.ints(other), result));
    }

    Size times(Size other, String result) {
        if (known && other.known) {
            return known(graph, number * other.number);
        }
        return found(graph, binary("Mul", other.value(), result));
    }

    /** The whole part of the quotient; for sizes of at least 0. */
    Size over(long divisor, String result) {
        return known ? known(graph, number / divisor) : found(graph, binary("Div", graph.ints(divisor), result));
    }

    Size minus(Size other, String result) {
        if (known && other.known) {
            return known(graph, number - other.number);
        }
        return found(graph, binary("Sub", other.value(), result));
    }

    private String binary(String operator, String other, String result) {
        return graph.binary(operator, result, value(), other);
    }

    /** This size or a limit, whichever is smaller. */
    Size atMost(long limit, String result) {
        if (known) {
            return known(graph, Math.min(number, limit));
        }
        String least = graph.ints(limit);
        String less = graph.binary("Less", result + ".less", name, least);
        return found(graph, graph.step("Where", result, List.of(less, name, least)));
    }

    /** A shape, or another list of sizes: known numbers and {@link Size}s, in order. */
    static String list(GraphBuilder graph, String result, Object... sizes) {
        boolean known = true;
        long[] numbers = new long[sizes.length];
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            Size size = sizes[i] instanceof Size given ? given : known(graph, ((Number) sizes[i]).longValue());
            known &= size.known;
            numbers[i] = size.number;
        }
        if (known) {
            return graph.ints(numbers);
        }
        for (Object size : sizes) {
            parts.add(size instanceof Size given ? given.value() : graph.ints(((Number) size).longValue()));
        }
        return graph.step("Concat", result, parts, OnnxAttribute.of("axis", 0));
    }
}
