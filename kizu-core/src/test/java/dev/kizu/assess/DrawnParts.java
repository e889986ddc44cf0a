package dev.kizu.assess;

import dev.kizu.image.MapFiles;
import dev.kizu.image.PngEncoder;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.inspect.Inspector;
import dev.kizu.random.CounterRandom;
import dev.kizu.score.Aggregation;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PartTrainingListener;
import dev.kizu.train.TrainingRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures of 64 x 64 pixels drawn for tests: a bright disc on noisy ground, perhaps with a dark square on it. */
final class DrawnParts {
    static final int SIDE = 64;

    private DrawnParts() {}

    /** Draws a picture; the flaw is a dark square at a row and a column, or nothing where its side is 0. */
    static Path draw(Path file, long seed, int row, int column, int side) {
        int[] rgb = new int[SIDE * SIDE];
        CounterRandom random = new CounterRandom(seed, "drawn");
        int[] noise = random.permutation(SIDE * SIDE, 0);
        for (int i = 0; i < rgb.length; i++) {
            int y = i / SIDE;
            int x = i % SIDE;
            boolean disc = (y - 32) * (y - 32) + (x - 32) * (x - 32) < 24 * 24;
            boolean flaw = y >= row && y < row + side && x >= column && x < column + side;
            int gray = (flaw ? 20 : disc ? 180 : 70) + noise[i] % 24;
            rgb[i] = gray << 16 | gray << 8 | gray;
        }
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, PngEncoder.rgb(SIDE, SIDE, rgb));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the mask of such a flaw. */
    static Path mask(Path file, int height, int width, int row, int column, int side) throws IOException {
        boolean[] inside = new boolean[height * width];
        for (int i = 0; i < inside.length; i++) {
            int y = i / width;
            int x = i % width;
            inside[i] = y >= row && y < row + side && x >= column && x < column + side;
        }
        Files.createDirectories(file.getParent());
        MapFiles.writeMask(file, inside, height, width);
        return file;
    }

    /** An inspector that has learnt for a moment. */
    static Inspector inspector(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            files.add(draw(folder.resolve("train-%02d.png".formatted(i)), i, 0, 0, 0));
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
        return new Inspector(
                PartTrainer.train(files, request, PartTrainingListener.NONE).model());
    }
}
