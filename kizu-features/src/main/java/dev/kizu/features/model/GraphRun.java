package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.features.backbone.BackboneException;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.Runtimes;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a model's graph as it is, but for autoencoders in it, which Kizu computes. */
final class GraphRun implements PictureRun {
    private final OrtSession session;
    private final Preparation size;
    private final @Nullable AutoencoderRun autoencoders;

    GraphRun(FeatureModel model, RunOptions run) throws OrtException, BackboneException {
        this.autoencoders = AutoencoderRun.of(model);
        this.session = Runtimes.open(autoencoders == null ? model.onnx() : withoutAutoencoders(model.onnx()), run);
        this.size = model.preparation();
    }

    private static ModelProto withoutAutoencoders(ModelProto model) {
        List<ValueInfoProto> inputs = new ArrayList<>(model.getGraph().getInputList());
        inputs.addAll(AutoencoderSteps.given());
        return PictureRun.part(model, inputs, OUTPUTS);
    }

    @Override
    public Said run(Image prepared) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            inputs.put(FeatureGraph.IMAGE, PictureRun.input(prepared, size));
            if (autoencoders != null) {
                autoencoders.see(prepared, inputs);
            }
            try (OrtSession.Result result = session.run(inputs, OUTPUTS)) {
                return Said.of(result);
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
