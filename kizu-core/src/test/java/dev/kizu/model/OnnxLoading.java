package dev.kizu.model;

import dev.kizu.image.Image;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program of its own that runs a model file in ONNX Runtime: what the runtime has to say, it writes to standard error. */
final class OnnxLoading {
    private OnnxLoading() {}

    public static void main(String[] args) throws Exception {
        byte[] model = Files.readAllBytes(Path.of(args[0]));
        int channels = Integer.parseInt(args[1]);
        int height = Integer.parseInt(args[2]);
        int width = Integer.parseInt(args[3]);
        try (OnnxRuntime runtime = new OnnxRuntime(model)) {
            System.out.println(runtime.run(Image.of(channels, height, width, new float[channels * height * width]))
                    .score());
        }
    }
}
