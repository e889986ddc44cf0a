package dev.kizu.model;

import dev.kizu.onnx.OnnxAttribute;
import dev.kizu.onnx.OnnxGraph;
import dev.kizu.onnx.OnnxNode;
import dev.kizu.onnx.OnnxTensor;
import dev.kizu.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Collects the steps and constants of a graph. A step is named like its first output. */
final class GraphBuilder {
    /** What begins so has the same value in every part of a graph. */
    private static final String COMMON = "const.";

    private final List<OnnxNode> nodes;
    private final Map<String, OnnxTensor> tensors;
    private final String prefix;

    GraphBuilder() {
        this(new ArrayList<>(), new LinkedHashMap<>(), "");
    }

    private GraphBuilder(List<OnnxNode> nodes, Map<String, OnnxTensor> tensors, String prefix) {
        this.nodes = nodes;
        this.tensors = tensors;
        this.prefix = prefix;
    }

    /** A builder of the same graph that puts something before the name of whatever it adds. Inputs are named in full. */
    GraphBuilder within(String part) {
        return new GraphBuilder(nodes, tensors, prefix + part);
    }

    /** A step with one output, whose name it gives back. */
    String step(String operator, String output, List<String> inputs, OnnxAttribute... attributes) {
        return step(operator, List.of(output), inputs, attributes).get(0);
    }

    /** A step with several outputs. */
    List<String> step(String operator, List<String> outputs, List<String> inputs, OnnxAttribute... attributes) {
        List<String> names = outputs.stream().map(output -> prefix + output).toList();
        nodes.add(new OnnxNode(names.get(0), operator, inputs, names, List.of(attributes)));
        return names;
    }

    /** A constant; a second one of the same name has to be the same. */
    String constant(OnnxTensor given) {
        OnnxTensor tensor = given.name().startsWith(COMMON)
                ? given
                : new OnnxTensor(prefix + given.name(), given.type(), given.shape(), given.raw());
        OnnxTensor before = tensors.putIfAbsent(tensor.name(), tensor);
        if (before != null && !before.equals(tensor)) {
            throw new IllegalStateException("two constants are called " + tensor.name());
        }
        return tensor.name();
    }

    /** Floats in one dimension. */
    String floats(String name, float... values) {
        return constant(OnnxTensor.of(name, List.of((long) values.length), values));
    }

    /** A single float. */
    String scalar(String name, float value) {
        return constant(OnnxTensor.of(name, List.of(), new float[] {value}));
    }

    /** Whole numbers in one dimension, named after themselves. */
    String ints(long... values) {
        StringBuilder name = new StringBuilder("const");
        LongStream.of(values).forEach(value -> name.append('.').append(value));
        return constant(OnnxTensor.of(name.toString(), List.of((long) values.length), values));
    }

    /** A single whole number, named after itself. */
    String intScalar(long value) {
        return constant(OnnxTensor.of("const.scalar." + value, List.of(), new long[] {value}));
    }

    /** Adds, multiplies and so on, of two values. */
    String binary(String operator, String output, String left, String right) {
        return step(operator, output, List.of(left, right));
    }

    /** A function of one value. */
    String unary(String operator, String output, String input) {
        return step(operator, output, List.of(input));
    }

    OnnxGraph build(String name, List<OnnxValue> inputs, List<OnnxValue> outputs) {
        return new OnnxGraph(name, List.copyOf(nodes), List.copyOf(tensors.values()), inputs, outputs);
    }
}
