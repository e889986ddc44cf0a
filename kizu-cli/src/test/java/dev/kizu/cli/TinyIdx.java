package dev.kizu.cli;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A small data set in IDX files: class 1 is an upright bar, class 9 a bar across, both a little noisy, 28x28 pixels. */
final class TinyIdx {
    static final int SIZE = 28;
    static final int TRAIN = 200;
    static final int TEST = 60;

    private TinyIdx() {}

    /** Writes the four files; half of the images are of either class. */
    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder, "train", TRAIN, 1);
        write(folder, "t10k", TEST, 2);
    }

    private static void write(Path folder, String part, int count, long seed) throws IOException {
        Random random = new Random(seed);
        try (DataOutputStream images = open(folder.resolve(part + "-images-idx3-ubyte"));
                DataOutputStream labels = open(folder.resolve(part + "-labels-idx1-ubyte"))) {
            images.writeInt(0x803);
            images.writeInt(count);
            images.writeInt(SIZE);
            images.writeInt(SIZE);
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                boolean upright = i % 2 == 0;
                labels.writeByte(upright ? 1 : 9);
                for (int row = 0; row < SIZE; row++) {
                    for (int column = 0; column < SIZE; column++) {
                        int across = upright ? column : row;
                        images.writeByte((Math.abs(across - SIZE / 2) < 3 ? 200 : 0) + random.nextInt(50));
                    }
                }
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }
}
