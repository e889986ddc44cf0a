package dev.kizu.benchmarks;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.dataset.ImageFolder;
import dev.kizu.features.backbone.Backbone;
import dev.kizu.features.backbone.BackboneChoice;
import dev.kizu.features.backbone.BackboneFile;
import dev.kizu.features.backbone.BackboneSpec;
import dev.kizu.features.backbone.Normalization;
import dev.kizu.features.backbone.Provider;
import dev.kizu.features.backbone.RunOptions;
import dev.kizu.features.map.FeatureMap;
import dev.kizu.features.map.LayerShape;
import dev.kizu.features.map.Projection;
import dev.kizu.features.model.BankSearch;
import dev.kizu.features.model.FeatureConfig;
import dev.kizu.features.model.FeatureInspector;
import dev.kizu.features.model.FeatureModel;
import dev.kizu.features.model.FeatureModels;
import dev.kizu.features.model.Head;
import dev.kizu.features.patchcore.BankIndex;
import dev.kizu.features.patchcore.Coreset;
import dev.kizu.features.patchcore.EntryLinks;
import dev.kizu.features.patchcore.MemoryBank;
import dev.kizu.features.patchcore.Nearest;
import dev.kizu.features.patchcore.PatchFeatures;
import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.Preparation;
import dev.kizu.model.PartMetadata;
import dev.kizu.model.Provenance;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * PatchCore's exact search, as ONNX Runtime runs it, beside the search by an index, on features of real pictures and with banks of several sizes. Arguments:
 * a backbone, its normalization, and folders in MVTec AD's layout. Banks are greedy coresets of what is good, each picture in its eight
 * orientations; pictures of defects are inspected. Takes some minutes.
 */
public final class BankSearchBench {
    private static final int SIDE = 256;
    private static final int DIMENSIONS = 80;
    private static final int MOST = 204_800;
    private static final int[] SIZES = {1_000, 10_000, 20_000, 50_000, 100_000, 200_000};
    private static final int PICTURES = 16;
    private static final int ROUNDS = 5;
    private static final Preparation SIZE = new Preparation(3, SIDE, SIDE, null, null);

    private final Backbone backbone;
    private final Projection projection;
    private final PatchFeatures good = new PatchFeatures(DIMENSIONS, MOST, 0);
    private final List<Image> defective = new ArrayList<>();

    private BankSearchBench(Backbone backbone) throws IOException {
        this.backbone = backbone;
        List<LayerShape> layers = backbone.shapes(SIDE, SIDE).stream()
                .map(layer -> new LayerShape(layer.channels(), layer.rows(), layer.columns()))
                .toList();
        int grid = layers.stream().mapToInt(LayerShape::rows).max().orElseThrow();
        this.projection = Projection.random(layers, DIMENSIONS, grid, grid, 3, 0);
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException {
        if (args.length < 3) {
            System.err.println("usage: BankSearchBench BACKBONE NORMALIZATION FOLDER...");
            System.exit(2);
        }
        BackboneChoice choice = BackboneChoice.of(
                BackboneFile.read(Path.of(args[0])), BackboneSpec.of(List.of(), Normalization.parse(args[1])));
        try (Backbone backbone = choice.open(RunOptions.standard())) {
            BankSearchBench bench = new BankSearchBench(backbone);
            for (String folder : List.of(args).subList(2, args.length)) {
                bench.read(Path.of(folder));
            }
            bench.run();
        }
    }

    private void read(Path folder) throws IOException {
        ImageFolder pictures = ImageFolder.scan(folder);
        for (Path file : pictures.test(true)) {
            defective.add(SIZE.apply(ImageFiles.read(file)));
        }
        for (List<Path> files : List.of(pictures.training(), pictures.test(false))) {
            for (Path file : files) {
                Image image = SIZE.apply(ImageFiles.read(file));
                for (int turn = 0; turn < 8; turn++) {
                    good.add(features(turned(image, turn)));
                }
            }
        }
    }

    private FeatureMap features(Image image) throws IOException {
        return projection.apply(backbone.features(image));
    }

    /** One of the eight orientations of a square picture. */
    private static Image turned(Image image, int turn) {
        float[] from = image.toArray();
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            int row = i / SIDE % SIDE;
            int column = i % SIDE;
            int r = (turn & 1) == 0 ? row : SIDE - 1 - row;
            int c = (turn & 2) == 0 ? column : SIDE - 1 - column;
            int place = (turn & 4) == 0 ? r * SIDE + c : c * SIDE + r;
            to[i] = from[i / (SIDE * SIDE) * SIDE * SIDE + place];
        }
        return Image.of(3, SIDE, SIDE, to);
    }

    private void run() throws IOException {
        int step = Math.max(1, defective.size() / PICTURES);
        List<Image> pictures = IntStream.range(0, defective.size())
                .filter(i -> i % step == 0)
                .mapToObj(defective::get)
                .limit(PICTURES)
                .toList();
        System.out.printf(
                Locale.ROOT,
                "Java %s, %,d of %,d features of good pictures; %d pictures inspected%n%n",
                System.getProperty("java.version"),
                good.count(),
                good.seen(),
                pictures.size());
        System.out.println(
                "| entries | linked in, s | threads | backbone alone, ms a picture | exact | by index | times as fast | nearest found | distances too large by, mean and most | scores differ by, most |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (int size : SIZES) {
            if (size <= good.count()) {
                compare(size, pictures);
            }
        }
    }

    private void compare(int size, List<Image> pictures) throws IOException {
        int[] chosen = Coreset.select(good, size, 0, Runtime.getRuntime().availableProcessors(), done -> {});
        MemoryBank bank = new MemoryBank(DIMENSIONS, good.entries(chosen));
        long start = System.nanoTime();
        EntryLinks links = EntryLinks.of(DIMENSIONS, bank.entries(), done -> {});
        double seconds = (System.nanoTime() - start) * 1e-9;
        String found = found(bank, new BankIndex(DIMENSIONS, bank.entries(), links), pictures);
        FeatureModel model = model(bank);
        for (int threads : new int[] {1, 2}) {
            RunOptions options = new RunOptions(threads, Provider.CPU);
            try (Backbone alone = Backbone.open(backbone.file(), backbone.layers(), backbone.normalization(), options);
                    FeatureInspector exact = FeatureInspector.open(model, options, BankSearch.EXACT);
                    FeatureInspector index = FeatureInspector.open(model, options, BankSearch.INDEX)) {
                double[] best = new double[3];
                Arrays.fill(best, Double.POSITIVE_INFINITY);
                double difference = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    double[] sums = new double[3];
                    for (Image picture : pictures) {
                        long t0 = System.nanoTime();
                        alone.features(picture);
                        long t1 = System.nanoTime();
                        double right = exact.inspect(picture).verdict().score();
                        long t2 = System.nanoTime();
                        double score = index.inspect(picture).verdict().score();
                        long t3 = System.nanoTime();
                        difference = Math.max(difference, Math.abs(score - right) / right);
                        sums[0] += (t1 - t0) * 1e-6;
                        sums[1] += (t2 - t1) * 1e-6;
                        sums[2] += (t3 - t2) * 1e-6;
                    }
                    for (int i = 0; i < best.length; i++) {
                        best[i] = Math.min(best[i], sums[i] / pictures.size());
                    }
                }
                System.out.printf(
                        Locale.ROOT,
                        "| %,d | %.1f | %d | %.1f | %.1f | %.1f | %.2f | %s | %.1e |%n",
                        size,
                        seconds,
                        threads,
                        best[0],
                        best[1],
                        best[2],
                        best[1] / best[2],
                        found,
                        difference);
            }
        }
    }

    private String found(MemoryBank bank, BankIndex index, List<Image> pictures) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        long right = 0;
        long all = 0;
        double sum = 0;
        double most = 0;
        for (Image picture : pictures) {
            FeatureMap map = features(picture);
            float[] vectors = new float[map.positions() * DIMENSIONS];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = map.get(i % DIMENSIONS, i / DIMENSIONS);
            }
            Nearest exact = bank.nearest(map, threads);
            Nearest found = index.nearest(vectors, map.columns(), threads);
            for (int position = 0; position < map.positions(); position++) {
                double error = found.distances()[position] / exact.distances()[position] - 1;
                right += error < 1e-5 ? 1 : 0;
                all++;
                sum += Math.max(0, error);
                most = Math.max(most, error);
            }
        }
        return "%.1f %% | %.2f %%, %.0f %%".formatted(100.0 * right / all, 100 * sum / all, 100 * most);
    }

    private FeatureModel model(MemoryBank bank) throws IOException {
        int cell = SIDE / projection.rows();
        ModelProto onnx =
                FeatureModels.onnx(backbone, SIZE, cell, 1, projection, new Head.PatchCore(bank), Aggregation.max());
        return new FeatureModel(
                new PartMetadata(
                        SIZE,
                        cell,
                        ScoreKind.DISTANCE,
                        Aggregation.max(),
                        new HeldOutScores(Map.of(), Map.of()),
                        new InspectionThreshold(1, 1, ThresholdMethod.FIXED, 0.1, 1, 1),
                        Provenance.unknown()),
                new FeatureConfig(
                        "patchcore",
                        "",
                        "",
                        backbone.layers(),
                        backbone.normalization().toString(),
                        DIMENSIONS,
                        3,
                        1,
                        bank.size(),
                        0,
                        0,
                        "",
                        0,
                        List.of()),
                onnx);
    }
}
