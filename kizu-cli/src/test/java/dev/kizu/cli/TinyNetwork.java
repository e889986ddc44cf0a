package dev.kizu.cli;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a network as small as a backbone can be: of its colours, the largest of 4x4 pixels ({@code max_4}), then of 2x2 of these, twice. */
final class TinyNetwork {
    private TinyNetwork() {}

    static Path write(Path file) throws IOException {
        return write(file, "3", "h", "w");
    }

    /** One whose input has other dimensions: numbers, or names where any number does. */
    static Path write(Path file, String channels, String height, String width) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("image", "n", channels, height, width))
                .addNode(pool("image", "max_4", 4))
                .addNode(pool("max_4", "max_8", 2))
                .addNode(pool("max_8", "max_16", 2))
                .addOutput(value("max_4"))
                .addOutput(value("max_8"))
                .addOutput(value("max_16"));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph);
        return Files.write(file, model.build().toByteArray());
    }

    private static NodeProto pool(String input, String output, int side) {
        return NodeProto.newBuilder()
                .setOpType("MaxPool")
                .addInput(input)
                .addOutput(output)
                .addAttribute(sides("kernel_shape", side))
                .addAttribute(sides("strides", side))
                .build();
    }

    private static AttributeProto sides(String name, int side) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(side)
                .addInts(side)
                .build();
    }

    private static ValueInfoProto value(String name, String... dimensions) {
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
        for (String dimension : dimensions) {
            TensorShapeProto.Dimension.Builder size = TensorShapeProto.Dimension.newBuilder();
            type.getShapeBuilder()
                    .addDim(
                            Character.isDigit(dimension.charAt(0))
                                    ? size.setDimValue(Long.parseLong(dimension))
                                    : size.setDimParam(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
