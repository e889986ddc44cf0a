package dev.kizu.benchmarks;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.backbone.Runtimes;
import dev.kizu.features.model.FeatureInspector;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.FeatureModelFile;
import dev.kizu.image.Image;
import dev.kizu.image.Preparation;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a head costs on top of its backbone: models on features beside the backbone alone, cut to the same layers and as its file is, all run
 * by ONNX Runtime in turn; and what a picture takes in Kizu, which computes autoencoders itself. Arguments: the backbone's file, then models that were trained with it.
 */
public final class FeatureSpeed {
    private static final int ROUNDS = 15;
    private static final double SECONDS = 0.5;

    private FeatureSpeed() {}

    /** Prints a table. */
    public static void main(String[] args) throws IOException, OrtException {
        if (args.length < 2) {
            System.err.println("usage: FeatureSpeed BACKBONE MODEL...");
            System.exit(2);
        }
        BackboneFile backbone = BackboneFile.read(Path.of(args[0]));
        System.out.println(
                "| model | size | threads | backbone's file, ms an image | cut to the layers | with head | times the cut one | times the file | in Kizu, ms a picture | times the cut one |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (String file : List.of(args).subList(1, args.length)) {
            FeatureModel model = FeatureModelFile.load(Path.of(file)).model();
            if (!backbone.sha256().equals(model.config().backboneSha256())) {
                throw new IOException(file + " was trained with another backbone than " + args[0]);
            }
            for (int threads : new int[] {1, 2}) {
                compare(backbone, model, threads);
            }
        }
    }

    private static void compare(BackboneFile backbone, FeatureModel model, int threads)
            throws IOException, OrtException {
        RunOptions options = new RunOptions(threads, Provider.CPU);
        List<String> layers = model.config().layers();
        ModelProto alone = backbone.prunedModel(layers);
        Preparation size = model.preparation();
        try (OrtSession whole = Runtimes.open(backbone.model(), options);
                OrtSession first = Runtimes.open(alone, options);
                OrtSession second = Runtimes.open(model.onnx(), options);
                FeatureInspector inspector = FeatureInspector.open(model, options)) {
            double[] best = new double[4];
            Arrays.fill(best, Double.POSITIVE_INFINITY);
            for (int round = 0; round < ROUNDS; round++) {
                best[0] = Math.min(best[0], milliseconds(first, backbone.input().name(), Set.copyOf(layers), 3, size));
                best[2] = Math.min(best[2], milliseconds(whole, backbone.input().name(), Set.copyOf(layers), 3, size));
                best[3] = Math.min(best[3], milliseconds(inspector, size));
                best[1] = Math.min(
                        best[1], milliseconds(second, "image", Set.of("anomaly_map", "score"), size.channels(), size));
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %dx%d | %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |",
                    model.method().title(),
                    size.width(),
                    size.height(),
                    threads,
                    best[2],
                    best[0],
                    best[1],
                    best[1] / best[0],
                    best[1] / best[2],
                    best[3],
                    best[3] / best[0]));
        }
    }

    /** The mean of some inspections, of a picture that has the working size. */
    private static double milliseconds(FeatureInspector inspector, Preparation size) {
        Image picture = Image.of(
                size.channels(), size.height(), size.width(), picture(size.channels() * size.height() * size.width()));
        long start = System.nanoTime();
        int runs = 0;
        do {
            inspector.inspect(picture);
            runs++;
        } while (System.nanoTime() - start < SECONDS * 1e9);
        return (System.nanoTime() - start) * 1e-6 / runs;
    }

    private static float[] picture(int samples) {
        float[] values = new float[samples];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 31 % 101 / 101f;
        }
        return values;
    }

    /** The mean of some runs. */
    private static double milliseconds(
            OrtSession session, String input, Set<String> outputs, int channels, Preparation size) throws OrtException {
        float[] values = picture(channels * size.height() * size.width());
        long[] shape = {1, channels, size.height(), size.width()};
        try (OnnxTensor image =
                OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape)) {
            long start = System.nanoTime();
            int runs = 0;
            do {
                session.run(Map.of(input, image), outputs).close();
                runs++;
            } while (System.nanoTime() - start < SECONDS * 1e9);
            return (System.nanoTime() - start) * 1e-6 / runs;
        }
    }
}
