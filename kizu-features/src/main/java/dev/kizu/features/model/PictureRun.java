package dev.kizu.features.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import java.nio.FloatBuffer;
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
