package dev.kizu.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs the file of an inspection's model by the official runtime, as a user without Kizu would. */
final class InspectionRuntime implements AutoCloseable {
    private final OnnxRuntime runtime;

    InspectionRuntime(byte[] model) throws OrtException {
        runtime = new OnnxRuntime(model);
    }

    /** The outputs of one run. Maps are by row and column. */
    record Output(
            float[][] map,
            float[][] pixelMap,
            float[] imageScores,
            float score,
            float threshold,
            boolean anomalous,
            float pixelThreshold) {}

    Output run(int channels, int height, int width, float[] samples) throws OrtException {
        long[] shape = {1, channels, height, width};
        try (OnnxTensor input =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(samples), shape);
                OrtSession.Result result = runtime.session().run(Map.of("image", input))) {
            return new Output(
                    (float[][]) value(result, "anomaly_map"),
                    (float[][]) value(result, "pixel_map"),
                    (float[]) value(result, "image_scores"),
                    ((float[]) value(result, "score"))[0],
                    ((float[]) value(result, "threshold"))[0],
                    ((boolean[]) value(result, "is_anomalous"))[0],
                    ((float[]) value(result, "pixel_threshold"))[0]);
        }
    }

    private static Object value(OrtSession.Result result, String name) throws OrtException {
        return result.get(name).orElseThrow().getValue();
    }

    @Override
    public void close() throws OrtException {
        runtime.close();
    }
}
