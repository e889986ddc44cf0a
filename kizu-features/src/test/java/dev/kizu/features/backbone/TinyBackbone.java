package dev.kizu.features.backbone;

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
import java.util.List;
import java.util.Random;

/**
 * Makes small networks as ONNX files: {@code image}, then five convolutions that halve it ({@code conv_2} to {@code conv_32}), each followed by a Relu
 * ({@code relu_2} to {@code relu_32}), and the mean of the last as {@code out}.
 */
public final class TinyBackbone {
    private static final int[] CHANNELS = {3, 4, 5, 6, 7, 8};

    private TinyBackbone() {}

    public static Path write(Path file) throws IOException {
        return write(
                file, model("n", "h", "w", List.of("relu_8", "relu_16", "out")).build());
    }

    /** One in the operators of another version than 13. */
    public static Path write(Path file, int opset) throws IOException {
        ModelProto.Builder model = model("n", "h", "w", List.of("relu_8", "relu_16"));
        return write(file, model.clearOpsetImport().addOpsetImport(opset(opset)).build());
    }

    /** One that takes images of one size only, any number of them. */
    public static Path writeFixed(Path file, int side) throws IOException {
        String size = String.valueOf(side);
        return write(file, model("n", size, size, List.of("relu_8")).build());
    }

    /** One whose weights are no numbers. */
    public static Path writeNotFinite(Path file) throws IOException {
        ModelProto.Builder model = model("n", "h", "w", List.of("relu_8", "relu_16"));
        model.getGraphBuilder().getInitializerBuilder(0).setFloatData(0, Float.NaN);
        return write(file, model.build());
    }

    static Path write(Path file, ModelProto model) throws IOException {
        Files.write(file, model.toByteArray());
        return file;
    }

    /** A model whose input has the dimensions given, numbers or names. */
    static ModelProto.Builder model(String images, String height, String width, List<String> outputs) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny").addInput(image(images, "3", height, width));
        Random random = new Random(7);
        String last = "image";
        for (int i = 1; i < CHANNELS.length; i++) {
            int stride = 1 << i;
            graph.addInitializer(weights("w_" + stride, random, CHANNELS[i], CHANNELS[i - 1], 3, 3));
            graph.addNode(convolution(last, "w_" + stride, "conv_" + stride));
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Relu")
                    .addInput("conv_" + stride)
                    .addOutput("relu_" + stride));
            last = "relu_" + stride;
        }
        graph.addNode(NodeProto.newBuilder()
                .setOpType("GlobalAveragePool")
                .addInput(last)
                .addOutput("pool"));
        graph.addNode(
                NodeProto.newBuilder().setOpType("Flatten").addInput("pool").addOutput("out"));
        outputs.forEach(name -> graph.addOutput(value(name)));
        return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(opset(13)).setGraph(graph);
    }

    static OperatorSetIdProto opset(int version) {
        return OperatorSetIdProto.newBuilder().setDomain("").setVersion(version).build();
    }

    static ValueInfoProto image(String... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dimension : dimensions) {
            shape.addDim(
                    Character.isDigit(dimension.charAt(0))
                            ? TensorShapeProto.Dimension.newBuilder().setDimValue(Long.parseLong(dimension))
                            : TensorShapeProto.Dimension.newBuilder().setDimParam(dimension));
        }
        TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName("image")
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }

    private static ValueInfoProto value(String name) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE)))
                .build();
    }

    private static NodeProto convolution(String input, String weights, String output) {
        return NodeProto.newBuilder()
                .setOpType("Conv")
                .addInput(input)
                .addInput(weights)
                .addOutput(output)
                .addAttribute(integers("strides", 2, 2))
                .addAttribute(integers("pads", 1, 1, 1, 1))
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static TensorProto weights(String name, Random random, int... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
        int size = 1;
        for (int side : shape) {
            tensor.addDims(side);
            size *= side;
        }
        for (int i = 0; i < size; i++) {
            tensor.addFloatData((float) random.nextGaussian() * 0.3f);
        }
        return tensor.build();
    }
}
