package dev.kizu.cli;

import dev.kizu.image.MapFiles;
import dev.kizu.image.PngEncoder;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.model.ModelFile;
import dev.kizu.random.CounterRandom;
import dev.kizu.score.Aggregation;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PartTrainingListener;
import dev.kizu.train.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures of 64 x 64 pixels drawn for tests, discs on noise of which some have a dark square, and a model of the good ones. */
final class TinyParts {
    static final int SIDE = 64;
    static final int GOOD = 4;
    static final int BAD = 3;

    private TinyParts() {}

    /** Writes a folder in the layout of MVTec AD: {@code test/good} with 4 pictures, {@code test/dent} and {@code test/hole} with 3 each. */
    static void write(Path folder) throws IOException {
        for (int i = 0; i < GOOD; i++) {
            draw(folder.resolve("test/good/%d.png".formatted(i)), 100 + i, 0);
        }
        for (String defect : List.of("dent", "hole")) {
            for (int i = 0; i < BAD; i++) {
                int side = defect.equals("dent") ? 2 : 8 + i;
                draw(folder.resolve("test/%s/%d.png".formatted(defect, i)), 200 + i, side);
                mask(folder.resolve("ground_truth/%s/%d_mask.png".formatted(defect, i)), SIDE, SIDE, side);
            }
        }
    }

    static void mask(Path file, int height, int width, int side) throws IOException {
        boolean[] inside = new boolean[height * width];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = flaw(i / width, i % width, side);
        }
        Files.createDirectories(file.getParent());
        MapFiles.writeMask(file, inside, height, width);
    }

    static Path draw(Path file, long seed, int side) throws IOException {
        int[] rgb = new int[SIDE * SIDE];
        int[] noise = new CounterRandom(seed, "drawn").permutation(rgb.length, 0);
        for (int i = 0; i < rgb.length; i++) {
            int y = i / SIDE;
            int x = i % SIDE;
            boolean disc = (y - 32) * (y - 32) + (x - 32) * (x - 32) < 576;
            int gray = (flaw(y, x, side) ? 20 : disc ? 180 : 70) + noise[i] % 24;
            rgb[i] = gray << 16 | gray << 8 | gray;
        }
        Files.createDirectories(file.getParent());
        return Files.write(file, PngEncoder.rgb(SIDE, SIDE, rgb));
    }

    private static boolean flaw(int y, int x, int side) {
        return y >= 30 && y < 30 + side && x >= 20 && x < 20 + side;
    }

    /** Trains for a moment, and saves. */
    static void model(Path file) throws IOException {
        List<Path> train = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            train.add(draw(file.resolveSibling("train/%d.png".formatted(i)), i, 0));
        }
        TrainingRequest request = new TrainingRequest(
                null,
                false,
                null,
                null,
                8,
                4,
                List.of(1),
                null,
                4,
                null,
                null,
                256,
                1,
                0.5,
                null,
                new CalibrationOptions(null, null, Aggregation.topShare(0.02), 0.2, 3, 2));
        ModelFile.saveInspection(
                PartTrainer.train(train, request, PartTrainingListener.NONE).model(), file);
    }
}
