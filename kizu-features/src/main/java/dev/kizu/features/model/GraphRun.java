package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.features.backbone.BackboneException;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.Runtimes;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import java.util.Map;

/** Runs a model's graph as it is. */
final class GraphRun implements PictureRun {
    private final OrtSession session;
    private final Preparation size;

    GraphRun(ModelProto onnx, Preparation size, RunOptions run) throws OrtException, BackboneException {
        this.session = Runtimes.open(onnx, run);
        this.size = size;
    }

    @Override
    public Said run(Image prepared) throws OrtException {
        try (OnnxTensor input = PictureRun.input(prepared, size);
                OrtSession.Result result = session.run(Map.of(FeatureGraph.IMAGE, input), OUTPUTS)) {
            return Said.of(result);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
