package dev.kizu.model;

/**
 * sign(x) log(1 + |x|). With u = 1 + |x| rounded, log(u) |x| / (u - 1) makes good for the rounding (Kahan's way), since ONNX has no
 * log1p; where u is 1, so is the logarithm 0, and the divisor must only not be 0.
 */
final class Compression {
    private Compression() {}

    /** Adds the steps, which are called {@code name} and what begins so. */
    static String add(GraphBuilder graph, String name, String value) {
        String one = graph.scalar("const.one", 1f);
        String size = graph.unary("Abs", name + ".size", value);
        String beyond = graph.binary("Add", name + ".plus_one", size, one);
        String rounded = graph.binary(
                "Max",
                name + ".rounded",
                graph.binary("Sub", name + ".less_one", beyond, one),
                graph.scalar("const.tiny", 1e-30f));
        String logarithm = graph.binary(
                "Mul",
                name + ".log1p",
                graph.unary("Log", name + ".log", beyond),
                graph.binary("Div", name + ".correction", size, rounded));
        return graph.binary("Mul", name, graph.unary("Sign", name + ".sign", value), logarithm);
    }
}
