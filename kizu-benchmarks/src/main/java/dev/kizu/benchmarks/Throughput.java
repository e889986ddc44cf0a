package dev.kizu.benchmarks;

import dev.kizu.benchmarks.comparison.Workload;
import dev.kizu.image.Image;
import dev.kizu.vae.TrainedVae;
import dev.kizu.vae.TrainingListener;
import dev.kizu.vae.Vae;
import dev.kizu.vae.VaeOptions;
import dev.kizu.vae.VaeTrainer;
import dev.kizu.vae.WindowScanner;
import java.util.List;
import java.util.Locale;

/**
 * Training and scoring as whole programs, as a share of the machine's FMA peak measured in the same run. Prints a Markdown table.
 *
 * <p>Run it with {@code java --add-modules jdk.incubator.vector -cp kizu-benchmarks/target/benchmarks.jar dev.kizu.benchmarks.Throughput}.
 */
public final class Throughput {
    private static final int ROUNDS = 7;

    private Throughput() {}

    /** Measures and prints. */
    public static void main(String[] args) {
        System.out.printf(
                "Java %s, %s, %d processors%n%n",
                System.getProperty("java.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        System.out.println(
                "| network | threads | FMA peak, GFMA/s | training, patches/s | of peak | scoring, windows/s | of peak |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Workload network : Workload.all()) {
            for (int threads = 1; threads <= 2; threads++) {
                System.out.println(row(network, threads));
            }
        }
    }

    private static String row(Workload network, int threads) {
        List<Image> images = network.randomImages();
        VaeOptions options = network.options().withThreads(threads);
        double peak = 0;
        double training = 0;
        double scoring = 0;
        long macs = 0;
        for (int round = 0; round < ROUNDS; round++) {
            peak = Math.max(peak, FmaPeak.measureApart(threads));
            TrainedVae trained = VaeTrainer.train(images, options, TrainingListener.NONE);
            training = Math.max(training, trained.summary().patchesPerSecond());
            Vae vae = trained.vae();
            macs = vae.multiplyAdds();
            WindowScanner scanner = vae.scanner(network.stride());
            for (int i = 0; i < 3; i++) {
                scoring = Math.max(scoring, windowsPerSecond(scanner, images, threads));
            }
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %,.0f | %.0f %% | %,.0f | %.0f %% |",
                network.name(),
                threads,
                peak * 1e-9,
                training,
                100 * training * 3 * macs / peak,
                scoring,
                100 * scoring * macs / peak);
    }

    private static double windowsPerSecond(WindowScanner scanner, List<Image> images, int threads) {
        long start = System.nanoTime();
        scanner.scan(images, threads, done -> {});
        double seconds = (System.nanoTime() - start) * 1e-9;
        return scanner.grid(images.get(0)).size() * (double) images.size() / seconds;
    }
}
