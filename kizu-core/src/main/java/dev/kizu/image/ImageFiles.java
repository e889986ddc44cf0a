package dev.kizu.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads image files: PNG, JPEG, BMP, GIF, TIFF and WebP. Of a file with several pictures it reads the first.
 *
 * <p>Samples are those of the file, of 8 bits divided by 255 and of 16 bits by 65,535; colour profiles are not applied, and transparency
 * is dropped. Palettes are looked up, and inks (CMYK) become red, green, blue. A picture that a camera has marked as turned or mirrored
 * is put upright (Exif, in JPEG, PNG, WebP and TIFF).
 *
 * <p>TIFF, WebP and JPEG with four inks are read by plugins of {@code javax.imageio}, TwelveMonkeys ImageIO, which Kizu brings.
 *
 * <p>Methods may be called from several threads at once. They throw {@link IOException} if the file is not an image that can be read; the
 * message names it and says why. A file of which a part is missing is refused, as is one of more than 100 million pixels; of the
 * latter only the header is read.
 */
public final class ImageFiles {
    private ImageFiles() {}

    /**
     * Reads a file with the channels that it has: 1 where its format says grey, or its palette holds nothing but greys; else 3, even if
     * every pixel is grey.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file is not an image that can be read
     */
    public static Image read(Path file) throws IOException {
        check(file);
        return named(file, () -> decode(file, 0));
    }

    /**
     * Reads a file as grey or in colour. Grey becomes three equal channels; colours become 0.299 red + 0.587 green + 0.114 blue (Rec. 601).
     *
     * @param channels channels of the result: 1 for grey, 3 for red, green, blue
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file is not an image that can be read
     * @throws IllegalArgumentException if another number of channels is asked for
     */
    public static Image read(Path file, int channels) throws IOException {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "an image file can be read as 1 channel (grey) or 3 (colour), not as %d".formatted(channels));
        }
        check(file);
        return named(file, () -> decode(file, channels));
    }

    /**
     * Looks at a file's header. The picture is not decoded, and may yet turn out to be damaged.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file is not an image that can be read
     */
    public static ImageInfo probe(Path file) throws IOException {
        check(file);
        return named(file, () -> {
            try (PictureFile picture = PictureFile.open(file, false)) {
                return picture.info();
            }
        });
    }

    /** Whether a file's name ends like that of an image, as {@code .png} or {@code .JPG}. The file is not looked at. */
    public static boolean hasImageName(Path file) {
        Path name = file.getFileName();
        String lower = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
        return extensions().stream().anyMatch(extension -> lower.endsWith("." + extension));
    }

    /** How names of image files end, in small letters and without the dot. */
    public static List<String> extensions() {
        return Arrays.stream(ImageFormat.values())
                .flatMap(format -> format.extensions().stream())
                .toList();
    }

    private static void check(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("%s is a folder, expected an image".formatted(file));
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("%s is a pipe or a device, expected an image in a regular file".formatted(file));
        }
        if (Files.size(file) == 0) {
            throw new IOException("cannot read %s: the file is empty".formatted(file));
        }
    }

    private interface Reading<T> {
        T get() throws IOException;
    }

    private static <T> T named(Path file, Reading<T> reading) throws IOException {
        try {
            return reading.get();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("cannot read %s: %s".formatted(file, Damage.reason(e)), e);
        } catch (RuntimeException e) {
            // Readers meet damaged files with all kinds of exceptions.
            throw new IOException("cannot read %s: it is damaged (%s)".formatted(file, e), e);
        }
    }

    /** With 0 channels: as many as there are. */
    private static Image decode(Path file, int channels) throws IOException {
        BufferedImage picture;
        Orientation orientation;
        try (PictureFile opened = PictureFile.open(file, true)) {
            orientation = opened.orientation();
            picture = opened.decode();
        }
        PictureRows rows = PictureRows.of(picture);
        return image(
                rows, picture.getHeight(), picture.getWidth(), orientation, channels == 0 ? rows.channels() : channels);
    }

    private static Image image(PictureRows rows, int height, int width, Orientation orientation, int channels) {
        float[] samples = Image.newSamples(channels, height, width);
        int plane = height * width;
        boolean direct = rows.channels() == channels && orientation == Orientation.UPRIGHT;
        float[] row = new float[direct ? 0 : rows.channels() * width];
        float[] gray = new float[channels < rows.channels() ? width : 0];
        for (int y = 0; y < height; y++) {
            if (direct) {
                rows.read(y, samples, y * width, plane);
                continue;
            }
            rows.read(y, row, 0, width);
            float[] from = row;
            if (channels < rows.channels()) {
                Luma.toGray(row, width, width, gray, 0);
                from = gray;
            }
            for (int channel = 0; channel < channels; channel++) {
                int at = rows.channels() < channels ? 0 : channel * width;
                orientation.place(from, at, y, height, width, samples, channel * plane);
            }
        }
        return Image.wrap(channels, orientation.height(height, width), orientation.width(height, width), samples);
    }
}
