package dev.kizu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains models on features of {@link TinyNetwork}, by pictures of {@link Parts}. */
final class FeatureParts {
    private FeatureParts() {}

    /** Writes a network into a folder, and trains by it. */
    static Outcome train(Path folder, String method, Path pictures, Path model, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "train",
                pictures.toString(),
                "--method",
                method,
                "--backbone",
                TinyNetwork.write(folder.resolve("tiny.onnx")).toString(),
                "--normalize",
                "0..1",
                "--layers",
                "max_4,max_8",
                "--size",
                "64x64",
                "--false-alarm-rate",
                "0.2",
                "--out",
                model.toString(),
                "-q"));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }
}
