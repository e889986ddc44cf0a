package dev.kizu.benchmarks;

import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.padim.PadimFitter;
import dev.kizu.features.padim.PadimModel;
import dev.kizu.features.padim.Regularization;
import dev.kizu.features.patchcore.Coreset;
import dev.kizu.features.patchcore.MemoryBank;
import dev.kizu.features.patchcore.PatchFeatures;
import dev.kizu.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * PatchCore's and PaDiM's arithmetic as whole calls, beside what the same number of multiply-adds takes at the machine's FMA peak, measured in
 * the same run. Prints a Markdown table. For a coreset that number is {@code features * size * dimensions}, of a loop that computes every
 * distance once.
 *
 * <p>Run it with {@code java --add-modules jdk.incubator.vector -cp kizu-benchmarks/target/benchmarks.jar dev.kizu.benchmarks.CoresetBench}.
 */
public final class CoresetBench {
    private static final int ROUNDS = 3;
    private static final int FEATURES = 100_000;
    private static final int SIZE = 10_000;
    private static final int DIMENSIONS = 128;
    private static final int WIDE_FEATURES = 50_000;
    private static final int WIDE_SIZE = 1000;
    private static final int WIDE_DIMENSIONS = 768;
    private static final int CLUSTERS = 200;
    private static final float CLUSTER_SPREAD = 0.2f;
    private static final int GRID = 32;
    private static final int PADIM_DIMENSIONS = 100;
    private static final int IMAGES = 128;

    private final int threads = Runtime.getRuntime().availableProcessors();
    private double peak;

    private CoresetBench() {}

    /** Measures and prints. */
    public static void main(String[] args) {
        CoresetBench bench = new CoresetBench();
        bench.peak = FmaPeak.measureApart(bench.threads);
        System.out.printf(
                Locale.ROOT,
                "Java %s, %s, %d threads, FMA peak %.1f GFMA/s%n%n",
                System.getProperty("java.version"),
                System.getProperty("os.arch"),
                bench.threads,
                bench.peak * 1e-9);
        System.out.println("| what | best of %d, s | at the peak, s | times that |".formatted(ROUNDS));
        System.out.println("|---|---|---|---|");
        bench.coreset("normal", normal(FEATURES, DIMENSIONS));
        bench.coreset("uniform", uniform(FEATURES, DIMENSIONS));
        bench.coreset("clustered", clustered(FEATURES, DIMENSIONS));
        bench.projected("normal", normal(WIDE_FEATURES, WIDE_DIMENSIONS));
        bench.projected("clustered", clustered(WIDE_FEATURES, WIDE_DIMENSIONS));
        bench.bank();
        bench.padim();
    }

    private static PatchFeatures patches(float[][] data) {
        PatchFeatures features = new PatchFeatures(data[0].length, data.length, 1);
        for (float[] feature : data) {
            features.add(feature);
        }
        return features;
    }

    /** The exact choice and that in a projection, both beside the exact one's peak. */
    private void projected(String kind, float[][] data) {
        PatchFeatures features = patches(data);
        String what = "coreset of %,d from %,d x %d, %s".formatted(WIDE_SIZE, WIDE_FEATURES, WIDE_DIMENSIONS, kind);
        double exact = (double) WIDE_FEATURES * WIDE_SIZE * WIDE_DIMENSIONS;
        report(what + ", exact", exact, () -> Coreset.select(features, WIDE_SIZE, 1, threads, chosen -> {}));
        report(
                what + ", in a projection to " + Coreset.PROJECTED,
                exact,
                () -> Coreset.selectFast(features, WIDE_SIZE, 1, threads, chosen -> {}));
    }

    private void coreset(String kind, float[][] data) {
        PatchFeatures features = patches(data);
        report(
                "coreset of %,d from %,d x %d, %s".formatted(SIZE, FEATURES, DIMENSIONS, kind),
                (double) FEATURES * SIZE * DIMENSIONS,
                () -> Coreset.select(features, SIZE, 1, threads, chosen -> {}));
    }

    private void bank() {
        MemoryBank bank = new MemoryBank(DIMENSIONS, flat(normal(SIZE, DIMENSIONS)));
        FeatureMap map = maps(1, DIMENSIONS).get(0);
        report(
                "nearest of %,d x %d, %d positions".formatted(SIZE, DIMENSIONS, map.positions()),
                (double) SIZE * DIMENSIONS * map.positions(),
                () -> bank.nearest(map, threads));
    }

    private void padim() {
        List<FeatureMap> maps = maps(IMAGES, PADIM_DIMENSIONS);
        double triangle = (double) GRID * GRID * PADIM_DIMENSIONS * (PADIM_DIMENSIONS + 1) / 2;
        PadimFitter fitter = new PadimFitter(PADIM_DIMENSIONS, GRID * GRID, threads);
        String size = "%d images, %d positions x %d".formatted(IMAGES, GRID * GRID, PADIM_DIMENSIONS);
        report("covariance update, " + size, triangle * IMAGES, () -> fitter.add(maps));
        report(
                "fit, %d positions x %d".formatted(GRID * GRID, PADIM_DIMENSIONS),
                // Cholesky: a sixth of the cube, the factor's inverse as much again.
                (double) GRID * GRID * PADIM_DIMENSIONS * PADIM_DIMENSIONS * PADIM_DIMENSIONS / 3,
                () -> PadimModel.fit(fitter.statistics(), Regularization.oracle(), threads));
        PadimModel model = PadimModel.fit(fitter.statistics(), Regularization.oracle(), threads);
        report("distances, " + size, triangle * IMAGES, () -> model.distances(maps, threads));
    }

    private void report(String what, double multiplyAdds, Runnable work) {
        // Once for the compiler, where it costs little.
        int rounds = multiplyAdds > 0.2 * peak ? ROUNDS : 10 * ROUNDS;
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) * 1e-9);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.4f | %.4f | %.2f |%n",
                what,
                best,
                multiplyAdds / peak,
                best * peak / multiplyAdds);
    }

    private static float[][] normal(int count, int dimensions) {
        CounterRandom random = new CounterRandom(1, "normal features");
        float[][] features = new float[count][dimensions];
        for (int i = 0; i < count; i++) {
            random.gaussians(i, dimensions, features[i], 0, 1);
        }
        return features;
    }

    private static float[][] uniform(int count, int dimensions) {
        CounterRandom random = new CounterRandom(1, "uniform features");
        float[][] features = new float[count][dimensions];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < dimensions; j++) {
                features[i][j] = (float) random.unit(i, j);
            }
        }
        return features;
    }

    private static float[][] clustered(int count, int dimensions) {
        CounterRandom random = new CounterRandom(2, "clusters");
        float[][] centres = normal(CLUSTERS, dimensions);
        float[][] features = new float[count][dimensions];
        for (int i = 0; i < count; i++) {
            random.gaussians(i, dimensions, features[i], 0, 1);
            float[] centre = centres[random.below(CLUSTERS, i, -1)];
            for (int j = 0; j < dimensions; j++) {
                features[i][j] = centre[j] + CLUSTER_SPREAD * features[i][j];
            }
        }
        return features;
    }

    private static float[] flat(float[][] features) {
        float[] flat = new float[features.length * features[0].length];
        for (int i = 0; i < features.length; i++) {
            System.arraycopy(features[i], 0, flat, i * features[0].length, features[0].length);
        }
        return flat;
    }

    private static List<FeatureMap> maps(int count, int dimensions) {
        CounterRandom random = new CounterRandom(3, "maps");
        List<FeatureMap> maps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FeatureMap map = FeatureMap.of(dimensions, GRID, GRID);
            random.gaussians(i, map.values().length, map.values(), 0, 1);
            maps.add(map);
        }
        return maps;
    }
}
