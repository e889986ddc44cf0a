package dev.kizu.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A program of its own that runs a model file in ONNX Runtime: what the runtime has to say, it writes to standard error. */
final class OnnxLoading {
    private OnnxLoading() {}

    public static void main(String[] args) throws Exception {
        byte[] model = Files.readAllBytes(Path.of(args[0]));
        int channels = Integer.parseInt(args[1]);
        int height = Integer.parseInt(args[2]);
        int width = Integer.parseInt(args[3]);
        try (OnnxRuntime runtime = new OnnxRuntime(model)) {
            long[] shape = {1, channels, height, width};
            FloatBuffer samples = FloatBuffer.allocate(channels * height * width);
            try (OnnxTensor image = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), samples, shape);
                    OrtSession.Result result = runtime.session().run(Map.of("image", image))) {
                System.out.println(result.size());
            }
        }
    }
}
