package dev.kizu.features.train;

import dev.kizu.random.CounterRandom;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of a bright disc on a dark ground, with noise; defective ones have a dark spot on the disc. */
public final class SomePictures {
    public static final int SIDE = 96;

    private SomePictures() {}

    public static List<Path> write(Path folder, int count, boolean colour) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("%03d.png".formatted(i));
            ImageIO.write(picture(i, colour, false), "png", file.toFile());
            files.add(file);
        }
        return files;
    }

    public static BufferedImage picture(int number, boolean colour, boolean defective) {
        CounterRandom random = new CounterRandom(number, "pictures");
        BufferedImage image =
                new BufferedImage(SIDE, SIDE, colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean disc = Math.hypot(x - SIDE / 2.0, y - SIDE / 2.0) < 30;
                boolean spot = defective && Math.hypot(x - 40, y - 50) < 8;
                int base = spot ? 20 : disc ? 200 : 60;
                int value = base + random.below(21, y, x) - 10;
                image.setRGB(x, y, colour ? value << 16 | (value * 3 / 4) << 8 | value / 2 : value * 0x10101);
            }
        }
        return image;
    }
}
