package dev.kizu.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.image.Image;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs a model file by the official runtime, as a user without Kizu would. */
final class OnnxRuntime implements AutoCloseable {
    private final OrtSession session;

    OnnxRuntime(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // What the file says of types and shapes has to be what inference finds.
            options.addConfigEntry("session.strict_shape_type_inference", "1");
            session = OrtEnvironment.getEnvironment().createSession(model, options);
        }
    }

    OrtSession session() {
        return session;
    }

    /** The five outputs of one run. Window scores are by kind, row and column; the map by row and column. */
    record Output(float[][] map, float[][][] windowScores, float score, float threshold, boolean anomalous) {}

    Output run(Image image) throws OrtException {
        long[] shape = {1, image.channels(), image.height(), image.width()};
        try (OnnxTensor input = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(image.toArray()), shape);
                OrtSession.Result result = session.run(Map.of("image", input))) {
            return new Output(
                    ((float[][][][]) result.get("anomaly_map").orElseThrow().getValue())[0][0],
                    (float[][][]) result.get("window_scores").orElseThrow().getValue(),
                    ((float[]) result.get("score").orElseThrow().getValue())[0],
                    ((float[]) result.get("threshold").orElseThrow().getValue())[0],
                    ((boolean[]) result.get("is_anomalous").orElseThrow().getValue())[0]);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
