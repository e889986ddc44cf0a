package dev.kizu.train;

import dev.kizu.image.PngEncoder;
import dev.kizu.random.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures of drawn parts: a lighter disc on a noisy ground, and with a flaw a dark bar across it. */
final class Photos {
    private Photos() {}

    static List<Path> good(Path folder, int count, int height, int width, long seed) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(write(folder.resolve("good-%03d.png".formatted(i)), height, width, seed + i, false, false));
        }
        return files;
    }

    static Path write(Path file, int height, int width, long seed, boolean coloured, boolean flawed)
            throws IOException {
        CounterRandom random = new CounterRandom(seed, "photo");
        int[] rgb = new int[height * width];
        double centerX = width * (0.45 + 0.1 * random.unit(0, 0));
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean part = Math.hypot(x - centerX, y - height / 2.0) < 0.3 * Math.min(width, height);
                boolean bar = flawed && part && Math.abs(y - height / 2) < height / 16;
                int value = (bar ? 20 : part ? 170 : 80) + random.below(24, 1 + y, x);
                rgb[y * width + x] = coloured ? value << 16 | (value / 2) << 8 | 40 : value * 0x010101;
            }
        }
        Files.createDirectories(file.getParent());
        return Files.write(file, PngEncoder.rgb(height, width, rgb));
    }
}
