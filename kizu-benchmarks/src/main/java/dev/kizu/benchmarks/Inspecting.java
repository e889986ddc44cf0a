package dev.kizu.benchmarks;

import dev.kizu.image.Preparation;
import dev.kizu.model.InspectionModel;
import dev.kizu.model.ModelFile;
import dev.kizu.model.ScaleModel;
import dev.kizu.patch.PatchSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How much of the machine's FMA peak a whole run of {@code kizu inspect} uses: start of Java, decoding, scanning, results and pictures
 * included. Multiply-adds count as if every window were computed on its own.
 *
 * <p>Run it with {@code java --add-modules jdk.incubator.vector -cp kizu-benchmarks/target/benchmarks.jar dev.kizu.benchmarks.Inspecting
 * ./kizu MODEL FOLDER}, and options of {@code kizu inspect} after that.
 */
public final class Inspecting {
    private static final int ROUNDS = 2;

    private Inspecting() {}

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 3) {
            System.err.println(
                    "Give the launcher, a model and a folder of pictures, for instance: ./kizu parts.onnx pictures");
            System.exit(2);
        }
        InspectionModel model = ModelFile.loadInspection(Path.of(args[1])).model();
        int threads = Runtime.getRuntime().availableProcessors();
        double peak = 0;
        double pictures = 0;
        for (int round = 0; round < ROUNDS; round++) {
            peak = Math.max(peak, FmaPeak.measureApart(threads) / 1e9);
            pictures = Math.max(pictures, picturesPerSecond(args));
        }
        long multiplyAdds = multiplyAdds(model);
        System.out.println("| threads | FMA peak, GFMA/s | pictures/s | multiply-adds a picture | of peak |");
        System.out.println("|---|---|---|---|---|");
        System.out.printf(
                Locale.ROOT,
                "| %d | %.1f | %.1f | %,d | %.0f %% |%n",
                threads,
                peak,
                pictures,
                multiplyAdds,
                pictures * multiplyAdds / peak / 1e7);
    }

    private static long multiplyAdds(InspectionModel model) {
        Preparation preparation = model.preparation();
        long sum = 0;
        for (ScaleModel scale : model.scales()) {
            PatchSpec patch = scale.vae().patch();
            int rows = (preparation.height() / scale.factor() - patch.height()) / scale.stride() + 1;
            int columns = (preparation.width() / scale.factor() - patch.width()) / scale.stride() + 1;
            sum += (long) rows * columns * scale.vae().multiplyAdds();
        }
        return sum;
    }

    private static double picturesPerSecond(String[] args) throws IOException, InterruptedException {
        Path out = Files.createTempDirectory("kizu-inspecting");
        List<String> command = new ArrayList<>(
                List.of(args[0], "inspect", args[1], args[2], "--out", out.toString(), "--force", "--quiet"));
        command.addAll(List.of(args).subList(3, args.length));
        long start = System.nanoTime();
        int code = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (code != 0) {
            throw new IOException("the command ended with exit code " + code);
        }
        long lines;
        try (Stream<String> results = Files.lines(out.resolve("results.jsonl"))) {
            lines = results.count();
        }
        delete(out);
        return lines / seconds;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
