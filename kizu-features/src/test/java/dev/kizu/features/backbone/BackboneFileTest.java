package dev.kizu.features.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneFileTest {
    private static final List<String> OUTPUTS = List.of("relu_8", "relu_16", "out");

    @TempDir
    private Path folder;

    private Path write(Consumer<ModelProto.Builder> change) throws Exception {
        ModelProto.Builder model = TinyBackbone.model("n", "h", "w", OUTPUTS);
        change.accept(model);
        return TinyBackbone.write(folder.resolve("tiny.onnx"), model.build());
    }

    private static ThrowableAssertAlternative<BackboneException> refused(Path file) {
        return assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> BackboneFile.read(file))
                .withMessageContaining(file.toString());
    }

    @Test
    void itTellsWhatIsInTheFile() throws Exception {
        Path path = TinyBackbone.write(folder.resolve("tiny.onnx"));

        BackboneFile file = BackboneFile.read(path);

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
        assertThat(file.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(file.bytes()).isEqualTo(Files.size(path));
        assertThat(file.opset()).isEqualTo(13);
        assertThat(file.input()).isEqualTo(new ImageInput("image", false, 0, 0));
        assertThat(file.outputs()).isEqualTo(OUTPUTS);
        assertThat(file.values()).hasSize(12).contains("conv_2", "relu_2", "pool", "out");
    }

    @Test
    void aSizeThatIsFixedIsKnown() throws Exception {
        Path path = TinyBackbone.write(
                folder.resolve("fixed.onnx"),
                TinyBackbone.model("1", "64", "96", OUTPUTS).build());

        ImageInput input = BackboneFile.read(path).input();

        assertThat(input).isEqualTo(new ImageInput("image", true, 64, 96));
        assertThat(input.shape()).isEqualTo("[1, 3, 64, 96]");
    }

    @Test
    void weightsThatOldFilesListAsInputsAreNone() throws Exception {
        Path path = write(model ->
                model.getGraphBuilder().addInput(ValueInfoProto.newBuilder().setName("w_2")));

        assertThat(BackboneFile.read(path).input().name()).isEqualTo("image");
    }

    @Test
    void aMissingFileIsAnErrorThatSaysWhatToGive() {
        refused(folder.resolve("none.onnx")).withMessageContainingAll("there is no backbone", "kizu backbone list");
    }

    @Test
    void aBrokenFileIsAnError() throws Exception {
        byte[] whole = Files.readAllBytes(TinyBackbone.write(folder.resolve("tiny.onnx")));
        Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length - 100));
        Path text = Files.writeString(folder.resolve("text.onnx"), "<html>not found</html>");

        refused(cut).withMessageContaining("no whole ONNX file");
        refused(text).withMessageContaining("no whole ONNX file");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedUnread() throws Exception {
        Path large = folder.resolve("large.onnx");
        try (FileChannel channel = FileChannel.open(
                large, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {8}), 1L << 30);
        }

        refused(large).withMessageContaining("expected at most");
    }

    @Test
    void anEmptyFileIsAnError() throws Exception {
        refused(Files.write(folder.resolve("empty.onnx"), new byte[0])).withMessageContaining("no ONNX graph");
    }

    @Test
    void weightsInAnotherFileAreRefused() throws Exception {
        Path path = write(model -> model.getGraphBuilder()
                .getInitializerBuilder(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd")));

        refused(path).withMessageContainingAll("\"w_4\" in another file", "save_as_external_data=False");
    }

    @Test
    void weightsInAnotherFileAreRefusedWithinGraphsOfNodesToo() throws Exception {
        TensorProto away = TensorProto.newBuilder()
                .setName("away")
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .build();
        Path path = write(model -> model.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("If")
                        .addOutput("either")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("then_branch")
                                .setG(GraphProto.newBuilder().addInitializer(away)))));

        refused(path).withMessageContaining("\"away\" in another file");
    }

    @Test
    void anOldOpsetIsRefusedWithAWayToANewerOne() throws Exception {
        refused(write(model -> model.clearOpsetImport().addOpsetImport(TinyBackbone.opset(12))))
                .withMessageContainingAll("opset 12", "expected 13 to 26", "convert_version(model, 13)");
    }

    @Test
    void theNewestOpsetIsTheNewestThatTheRuntimeKnows() throws Exception {
        Path path =
                write(model -> model.clearOpsetImport().addOpsetImport(TinyBackbone.opset(BackboneFile.NEWEST_OPSET)));
        ModelProto newer = TinyBackbone.model("n", "h", "w", OUTPUTS)
                .clearOpsetImport()
                .addOpsetImport(TinyBackbone.opset(BackboneFile.NEWEST_OPSET + 1))
                .build();

        Runtimes.open(BackboneFile.read(path).model(), RunOptions.standard()).close();
        assertThatExceptionOfType(OrtException.class).isThrownBy(() -> Runtimes.open(newer, RunOptions.standard()));
        refused(TinyBackbone.write(folder.resolve("newer.onnx"), newer)).withMessageContaining("opset 27");
    }

    @Test
    void anythingButOneInputOfColourImagesInSinglePrecisionIsRefused() throws Exception {
        refused(write(model -> model.getGraphBuilder().clearInput()))
                .withMessageContaining("has 0 inputs, expected one");
        refused(write(model -> model.getGraphBuilder()
                        .addInput(ValueInfoProto.newBuilder().setName("mask"))))
                .withMessageContaining("has 2 inputs (image, mask)");
        refused(input("n", "h", "w", "3")).withMessageContainingAll("[n, h, w, 3]", "channels come last");
        refused(input("n", "1", "h", "w")).withMessageContainingAll("[n, 1, h, w]", "colour pictures");
        refused(input("n", "3", "h")).withMessageContainingAll("[n, 3, h]", "four dimensions");
        refused(input("8", "3", "h", "w")).withMessageContaining("takes 8 images at once");
        refused(write(model -> model.getGraphBuilder()
                        .getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .setElemType(TensorProto.DataType.FLOAT16_VALUE)))
                .withMessageContainingAll("takes float16", "single precision");
    }

    private Path input(String... dimensions) throws Exception {
        return write(model -> model.getGraphBuilder().setInput(0, TinyBackbone.image(dimensions)));
    }

    @Test
    void theGraphIsCutToWhatLayersNeed() throws Exception {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx")));

        GraphProto cut = file.pruned(List.of("relu_8", "conv_4"));

        assertThat(cut.getNodeList().stream().map(node -> node.getOutput(0)))
                .containsExactly("conv_2", "relu_2", "conv_4", "relu_4", "conv_8", "relu_8");
        assertThat(cut.getInitializerList()).extracting(TensorProto::getName).containsExactly("w_2", "w_4", "w_8");
        assertThat(cut.getOutputList()).extracting(ValueInfoProto::getName).containsExactly("relu_8", "conv_4");
        assertThat(cut.getInputList()).extracting(ValueInfoProto::getName).containsExactly("image");
        assertThat(cut.getOutput(1).getType().getTensorType().getElemType())
                .isEqualTo(TensorProto.DataType.FLOAT_VALUE);
    }

    @Test
    void whatGraphsWithinNodesTakeFromAroundIsKept() throws Exception {
        GraphProto within = GraphProto.newBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Neg")
                        .addInput("conv_2")
                        .addOutput("inner"))
                .addOutput(ValueInfoProto.newBuilder().setName("inner"))
                .build();
        BackboneFile file = BackboneFile.read(write(model -> model.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("If")
                        .addInput("relu_4")
                        .addOutput("either")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("then_branch")
                                .setG(within)))));

        GraphProto cut = file.pruned(List.of("either"));

        assertThat(cut.getNodeList().stream().map(node -> node.getOutput(0)))
                .containsExactly("conv_2", "relu_2", "conv_4", "relu_4", "either");
    }

    @Test
    void anUnknownLayerIsAnErrorThatListsOutputsAndSimilarNames() throws Exception {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx")));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> file.pruned(List.of("relu_8", "Relu16")))
                .withMessageContainingAll(
                        "no layer \"Relu16\"", "outputs are relu_8, relu_16, out", "names are relu_16");
        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> file.check(List.of("out", "out")))
                .withMessageContaining("named twice");
        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> file.check(List.of()))
                .withMessageContaining("at least one");
    }
}
