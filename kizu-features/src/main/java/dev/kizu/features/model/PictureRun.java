package dev.kizu.features.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.features.backbone.GraphCut;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What runs a model on a picture. Thread-safe. */
interface PictureRun extends AutoCloseable {
    /** What it is asked for. */
    Set<String> OUTPUTS = Set.of(FeatureGraph.ANOMALY_MAP, FeatureGraph.SCORE);

    /**
     * What a model says of a prepared picture.
     *
     * @param map the anomaly map, row by row
     * @param score the image score
     */
    record Said(float[] map, float score) {
        /** Out of a run's results. */
        static Said of(OrtSession.Result result) {
            return new Said(floats(result, FeatureGraph.ANOMALY_MAP), floats(result, FeatureGraph.SCORE)[0]);
        }
    }

    /** Runs the model. */
    Said run(Image prepared) throws OrtException;

    @Override
    void close() throws OrtException;

    /**
     * A part of a model, which is given some values instead of computing them.
     *
     * @param inputs what it takes
     * @param outputs what it gives
     */
    static ModelProto part(ModelProto model, List<ValueInfoProto> inputs, Collection<String> outputs) {
        return model.toBuilder()
                .setGraph(new GraphCut(model.getGraph(), inputs).to(List.copyOf(outputs), true))
                .build();
    }

    /** A prepared picture as an input; to be closed. */
    static OnnxTensor input(Image prepared, Preparation size) throws OrtException {
        long[] shape = {1, size.channels(), size.height(), size.width()};
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(prepared.toArray()), shape);
    }

    /** The floats of a result. */
    static float[] floats(OrtSession.Result result, String name) {
        FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
