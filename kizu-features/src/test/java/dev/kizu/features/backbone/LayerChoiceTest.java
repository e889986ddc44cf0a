package dev.kizu.features.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerChoiceTest {
    @TempDir
    private Path folder;

    private BackboneFile tiny(List<String> outputs) throws Exception {
        return BackboneFile.read(TinyBackbone.write(
                folder.resolve("tiny.onnx"),
                TinyBackbone.model("n", "h", "w", outputs).build()));
    }

    @Test
    void theLastOutputsOfStrides8And16AreChosen() throws Exception {
        LayerChoice choice = LayerChoice.of(tiny(List.of("out", "relu_32", "relu_16", "conv_8", "conv_16", "relu_4")));

        assertThat(choice.layers()).containsExactly("conv_8", "relu_16");
        assertThat(choice.reason()).contains("conv_8, relu_16", "its outputs", "8 or 16 pixels apart");
    }

    @Test
    void whereNoOutputWillDoAnyValueMay() throws Exception {
        LayerChoice choice = LayerChoice.of(tiny(List.of("out")));

        assertThat(choice.layers()).containsExactly("relu_8", "relu_16");
        assertThat(choice.reason()).contains("all its values");
    }

    @Test
    void valuesThatAreNoFloatsDoNotDisturb() throws Exception {
        var model = TinyBackbone.model("n", "h", "w", List.of("out"));
        model.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setOpType("Shape")
                        .addInput("relu_2")
                        .addOutput("shape"));
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("tiny.onnx"), model.build()));

        assertThat(LayerChoice.of(file).layers()).containsExactly("relu_8", "relu_16");
    }

    @Test
    void theOnlySizeThatFitsIsTried() throws Exception {
        BackboneFile file = BackboneFile.read(TinyBackbone.write(
                folder.resolve("fixed.onnx"),
                TinyBackbone.model("1", "64", "96", List.of("out")).build()));

        assertThat(LayerChoice.candidates(file, List.of("relu_16")))
                .containsExactly(new LayerChoice.Candidate(new LayerShape("relu_16", 7, 4, 6), 16));
        assertThat(LayerChoice.of(file).layers()).containsExactly("relu_8", "relu_16");
    }

    @Test
    void aNetworkWithoutSuchLayersIsAnErrorThatTellsItsStrides() throws Exception {
        var model = TinyBackbone.model("n", "h", "w", List.of("conv_2"));
        while (model.getGraph().getNodeCount() > 3) {
            model.getGraphBuilder().removeNode(3);
        }
        BackboneFile file = BackboneFile.read(TinyBackbone.write(folder.resolve("short.onnx"), model.build()));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> BackboneChoice.of(file, BackboneSpec.NONE))
                .withMessageContainingAll("lie 2, 4 apart", "--layers");
        BackboneChoice known = BackboneChoice.asFarAsKnown(file, BackboneSpec.NONE);
        assertThat(known.layers()).isEmpty();
        assertThat(known.notes().get(0)).contains("lie 2, 4 apart", "--layers");
    }

    @Test
    void optionsComeBeforeTheJsonBesideTheFileAndThatBeforeAGuess() throws Exception {
        BackboneFile file = tiny(List.of("out"));

        BackboneChoice guessed = BackboneChoice.of(file, BackboneSpec.NONE);
        BackboneSpec.of(List.of("relu_4"), Normalization.parse("-1..1")).write(folder.resolve("tiny.json"));
        BackboneChoice told = BackboneChoice.of(file, BackboneSpec.NONE);
        BackboneChoice asked = BackboneChoice.of(file, BackboneSpec.of(List.of("conv_8"), null));

        assertThat(guessed.layers()).containsExactly("relu_8", "relu_16");
        assertThat(guessed.normalization()).isEqualTo(Normalization.IMAGENET);
        assertThat(guessed.notes()).hasSize(2);
        assertThat(told.layers()).containsExactly("relu_4");
        assertThat(told.notes()).isEmpty();
        assertThat(asked.layers()).containsExactly("conv_8");
        assertThat(asked.normalization()).hasToString("-1..1");
    }

    @Test
    void aLayerOfTheJsonThatIsNotThereIsAnError() throws Exception {
        BackboneFile file = tiny(List.of("out"));
        BackboneSpec.of(List.of("relu_5"), null).write(folder.resolve("tiny.json"));

        assertThatExceptionOfType(BackboneException.class)
                .isThrownBy(() -> BackboneChoice.of(file, BackboneSpec.NONE))
                .withMessageContaining("no layer \"relu_5\"");
    }

    @Test
    void ofARealBackboneTheLayersOfItsReadmeAreChosen() throws Exception {
        BackboneFile file = BackboneFile.read(SharedBackbone.mobileNet());

        assertThat(LayerChoice.of(file).layers()).containsExactly("feat_8", "feat_16");
        assertThat(LayerChoice.candidates(file, file.values())).hasSizeGreaterThan(50);
    }
}
