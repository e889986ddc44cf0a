package dev.kizu.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.kizu.benchmarks.comparison.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An ONNX model in the making: values are known by their names, which are made up in order. */
final class OnnxGraph {
    private static final long IR_VERSION = 8;
    private static final long OPERATOR_SET = 17;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("kizu");
    private int names;

    private String newName(String kind) {
        return kind.toLowerCase(Locale.ROOT) + "_" + names++;
    }

    /** An input of floats. */
    String input(String name, long... shape) {
        graph.addInput(info(name, shape));
        return name;
    }

    /** Names a value as output, of floats. */
    void output(String value, String name, long... shape) {
        graph.addNode(
                NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
        graph.addOutput(info(name, shape));
    }

    private static ValueInfoProto info(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(dimensions)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** Constant floats. */
    String constant(Tensor tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(newName("constant"))
                .setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long size : tensor.shape()) {
            proto.addDims(size);
        }
        for (float value : tensor.values()) {
            proto.addFloatData(value);
        }
        graph.addInitializer(proto);
        return proto.getName();
    }

    /** A constant number. */
    String constant(float value) {
        return constant(new Tensor(new long[0], new float[] {value}));
    }

    /** Constant integers in one dimension. */
    String integers(long... values) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(newName("integers"))
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        for (long value : values) {
            proto.addInt64Data(value);
        }
        graph.addInitializer(proto);
        return proto.getName();
    }

    /** Appends an operation with one output. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return node(operator, 1, inputs, attributes).get(0);
    }

    /** Appends an operation. */
    List<String> node(String operator, int outputs, List<String> inputs, AttributeProto... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(newName(operator))
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllAttribute(Arrays.asList(attributes));
        for (int i = 0; i < outputs; i++) {
            node.addOutput(node.getName() + "_" + i);
        }
        graph.addNode(node);
        return node.getOutputList();
    }

    /** Appends another shape of a value; one size may be -1, for what is left. */
    String reshape(String value, long... shape) {
        return node("Reshape", List.of(value, integers(shape)));
    }

    /** An integer attribute. */
    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    /** An attribute of several integers. */
    static AttributeProto attributes(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    /** The model as a file's bytes. */
    byte[] toBytes() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("kizu-benchmarks")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }
}
