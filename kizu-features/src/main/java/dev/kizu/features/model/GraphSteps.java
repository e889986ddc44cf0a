package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds steps to a graph. Only operators are used that are the same from version 13 of the standard operators on, so that a head can stand
 * behind any backbone: for instance no {@code ReduceMax}, whose axes became an input in version 18.
 */
final class GraphSteps {
    private final GraphProto.Builder graph;

    GraphSteps(GraphProto.Builder graph) {
        this.graph = graph;
    }

    /** A step with one output, which is its name too. */
    String step(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return step(operator, List.of(output), inputs, attributes).get(0);
    }

    /** A step with several outputs; its name is that of the first. */
    List<String> step(String operator, List<String> outputs, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(outputs.get(0))
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
        return outputs;
    }

    /** The lengths of vectors that lie along an axis. */
    String length(String name, String vectors, int axis) {
        String squares = step("Mul", name + ".squares", List.of(vectors, vectors));
        String sum = step(
                "ReduceSum", name + ".sum", List.of(squares, wholes(name + ".axis", axis)), attribute("keepdims", 0));
        return step("Sqrt", name, List.of(sum));
    }

    /** A constant of floats. */
    String floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(name, TensorProto.DataType.FLOAT, bytes, shape);
    }

    /** A constant of whole numbers, in one dimension. */
    String wholes(String name, long... values) {
        return wholes(name, values, new long[] {values.length});
    }

    /** A constant of whole numbers. */
    String wholes(String name, long[] values, long[] shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(name, TensorProto.DataType.INT64, bytes, shape);
    }

    private String constant(String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.rewind()));
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** A number that an operator takes. */
    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** A number that an operator takes. */
    static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    /** Numbers that an operator takes. */
    static AttributeProto attribute(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** A word that an operator takes. */
    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    /** The type of an input or an output; a dimension of 0 is the number of images. */
    static ValueInfoProto value(String name, TensorProto.DataType type, String doc, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(
                    size == 0
                            ? TensorShapeProto.Dimension.newBuilder().setDimParam("n")
                            : TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setDocString(doc)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dimensions)))
                .build();
    }

    /** The graph with a prefix before the name of every value and step, those of graphs within it included. */
    static GraphProto renamed(GraphProto graph, String prefix) {
        GraphProto.Builder result = graph.toBuilder();
        result.getNodeBuilderList().forEach(node -> rename(node, prefix));
        result.getInitializerBuilderList().forEach(tensor -> tensor.setName(prefix + tensor.getName()));
        result.getInputBuilderList().forEach(value -> value.setName(prefix + value.getName()));
        result.getOutputBuilderList().forEach(value -> value.setName(prefix + value.getName()));
        result.getValueInfoBuilderList().forEach(value -> value.setName(prefix + value.getName()));
        result.getSparseInitializerBuilderList()
                .forEach(sparse -> sparse.getValuesBuilder()
                        .setName(prefix + sparse.getValues().getName()));
        result.clearQuantizationAnnotation();
        return result.build();
    }

    private static void rename(NodeProto.Builder node, String prefix) {
        List<String> inputs = prefixed(node.getInputList(), prefix);
        List<String> outputs = prefixed(node.getOutputList(), prefix);
        if (!node.getName().isEmpty()) {
            node.setName(prefix + node.getName());
        }
        node.clearInput().addAllInput(inputs).clearOutput().addAllOutput(outputs);
        for (AttributeProto.Builder attribute : node.getAttributeBuilderList()) {
            if (attribute.hasG()) {
                attribute.setG(renamed(attribute.getG(), prefix));
            }
            for (int i = 0; i < attribute.getGraphsCount(); i++) {
                attribute.setGraphs(i, renamed(attribute.getGraphs(i), prefix));
            }
        }
    }

    /** An empty name is a value that is left out. */
    private static List<String> prefixed(List<String> names, String prefix) {
        List<String> result = new ArrayList<>();
        names.forEach(name -> result.add(name.isEmpty() ? name : prefix + name));
        return result;
    }

    /** A value whose shape nobody tells. */
    static ValueInfoProto untold(String name, TensorProto.DataType type) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber())))
                .build();
    }
}
