package dev.kizu.cli;

import dev.kizu.image.PngEncoder;
import dev.kizu.inspect.CalibrationOptions;
import dev.kizu.model.ModelFile;
import dev.kizu.train.PartTrainer;
import dev.kizu.train.PartTrainingListener;
import dev.kizu.train.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Pictures of parts, drawn: a bright disc on a dark ground, both grainy; a scratched one has a black bar across the disc. */
final class Parts {
    static final int SIZE = 64;
    static final int SCRATCH_X = 20;
    static final int SCRATCH_Y = 28;
    static final int SCRATCH_WIDTH = 24;
    static final int SCRATCH_HEIGHT = 8;
    static final int TRAINING = 12;

    private Parts() {}

    /** Writes a picture, and its folder where it is missing. */
    static Path write(Path file, int number, boolean scratched) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, png(number, scratched, SIZE, SIZE));
    }

    /** A picture of a part of the usual size in the upper left corner. */
    static byte[] png(int number, boolean scratched, int height, int width) {
        Random random = new Random(number);
        int[] rgb = new int[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean disc = Math.hypot(x - SIZE / 2.0, y - SIZE / 2.0) < 24;
                boolean scratch = scratched
                        && x >= SCRATCH_X
                        && x < SCRATCH_X + SCRATCH_WIDTH
                        && y >= SCRATCH_Y
                        && y < SCRATCH_Y + SCRATCH_HEIGHT;
                int gray = (scratch ? 0 : disc ? 180 : 60) + random.nextInt(20);
                rgb[y * width + x] = gray << 16 | gray << 8 | gray;
            }
        }
        return PngEncoder.rgb(height, width, rgb);
    }

    /** Good pictures to train with, in a folder. */
    static List<Path> training(Path folder) throws IOException {
        List<Path> files = files(folder);
        for (int i = 0; i < files.size(); i++) {
            write(files.get(i), i, false);
        }
        return files;
    }

    /** Where {@link #training} writes them. */
    static List<Path> files(Path folder) {
        return IntStream.range(0, TRAINING)
                .mapToObj(i -> folder.resolve("part-%02d.png".formatted(i)))
                .toList();
    }

    /** Trains a small model on good pictures, and saves it. */
    static Path model(List<Path> training, Path file) throws IOException {
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
                2,
                null,
                1500,
                1,
                0.5,
                null,
                CalibrationOptions.standard()
                        .withSeed(3)
                        .withFalseAlarmRate(0.2)
                        .withThreads(2));
        ModelFile.saveInspection(
                PartTrainer.train(training, request, PartTrainingListener.NONE).model(), file);
        return file;
    }
}
