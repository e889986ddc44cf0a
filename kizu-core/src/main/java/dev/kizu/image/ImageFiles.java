package dev.kizu.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads image files: PNG, JPEG, BMP and GIF (its first picture), what the JDK reads by itself.
 *
 * <p>Samples of 8 bits are divided by 255, those of 16 bits by 65,535; transparency is dropped. Where colours are asked for, grey becomes
 * three equal channels; where grey is asked for, colours become 0.299 red + 0.587 green + 0.114 blue (Rec. 601).
 */
public final class ImageFiles {
    /** Pixels of the largest image that is read; a larger one is refused before memory is taken for it. */
    private static final long MAX_PIXELS = 100_000_000;

    private static final Pattern HARMFUL = Pattern.compile("Truncated|Corrupt|premature");
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    private ImageFiles() {}

    /**
     * Reads a file.
     *
     * @param channels channels of the result: 1 for grey, 3 for red, green, blue
     * @throws IOException if the file is not an image that can be read; the message names it and says why
     * @throws IllegalArgumentException if another number of channels is asked for
     */
    public static Image read(Path file, int channels) throws IOException {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "an image file can be read as 1 channel (grey) or 3 (colour), not as %d".formatted(channels));
        }
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
        BufferedImage picture;
        try (FileImageInputStream stream = new FileImageInputStream(file.toFile())) {
            picture = decode(file, stream);
        } catch (RuntimeException e) {
            // The JDK's readers meet damaged files with all kinds of exceptions.
            throw new IOException("cannot read %s: it is damaged (%s)".formatted(file, e), e);
        }
        float[][] planes = planes(picture);
        float[] samples = new float[channels * planes[0].length];
        if (channels == 1) {
            toGray(planes, samples);
        } else {
            for (int channel = 0; channel < channels; channel++) {
                float[] plane = planes[planes.length == 1 ? 0 : channel];
                System.arraycopy(plane, 0, samples, channel * plane.length, plane.length);
            }
        }
        return Image.of(channels, picture.getHeight(), picture.getWidth(), samples);
    }

    private static BufferedImage decode(Path file, FileImageInputStream stream) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw new IOException("cannot read %s: it is not a PNG, JPEG, BMP or GIF image".formatted(file));
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(stream, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                throw new IOException("it has %,d pixels, more than %,d".formatted(pixels, MAX_PIXELS));
            }
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            BufferedImage picture = reader.read(0);
            // Where data are missing, the JPEG reader fills up with grey; it also warns of what does no harm, such as a
            // strange profile.
            for (String warning : warnings) {
                if (HARMFUL.matcher(warning).find()) {
                    throw new IOException(
                            "it is damaged or truncated (%s). Copy it again, or make it anew".formatted(warning));
                }
            }
            return picture;
        } catch (IOException e) {
            throw new IOException("cannot read %s: %s".formatted(file, reason(e)), e);
        } finally {
            reader.dispose();
        }
    }

    private static String reason(IOException e) {
        @Nullable String message = e.getMessage();
        return message == null ? "it is damaged or truncated" : message;
    }

    /** One plane for grey, three for colours. */
    private static float[][] planes(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        boolean plain = model instanceof ComponentColorModel
                && (picture.getRaster().getTransferType() == DataBuffer.TYPE_BYTE
                        || picture.getRaster().getTransferType() == DataBuffer.TYPE_USHORT)
                && (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                        || model.getColorSpace().isCS_sRGB());
        return plain && !model.isAlphaPremultiplied() ? stored(picture) : converted(picture);
    }

    /** The samples as they are stored. What the JDK converts, it would gamma-correct where the picture is grey. */
    private static float[][] stored(BufferedImage picture) {
        Raster raster = picture.getRaster();
        ColorModel model = picture.getColorModel();
        float[][] planes = new float[model.getNumColorComponents()][];
        for (int band = 0; band < planes.length; band++) {
            float largest = (1 << model.getComponentSize(band)) - 1;
            int[] values = raster.getSamples(
                    raster.getMinX(), raster.getMinY(), picture.getWidth(), picture.getHeight(), band, (int[]) null);
            planes[band] = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                planes[band][i] = values[i] / largest;
            }
        }
        return planes;
    }

    /** The colours that the JDK shows: of pictures with a palette or with packed pixels. */
    private static float[][] converted(BufferedImage picture) {
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        float[][] planes = new float[3][pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            for (int channel = 0; channel < 3; channel++) {
                planes[channel][i] = (pixels[i] >> (16 - 8 * channel) & 0xff) / 255f;
            }
        }
        return planes;
    }

    private static void toGray(float[][] planes, float[] gray) {
        if (planes.length == 1) {
            System.arraycopy(planes[0], 0, gray, 0, gray.length);
            return;
        }
        for (int i = 0; i < gray.length; i++) {
            float red = planes[0][i];
            float green = planes[1][i];
            float blue = planes[2][i];
            // Where all are equal, so is the grey: the weights' sum must not round it away.
            boolean equal = red == green && green == blue;
            gray[i] = equal ? red : Math.min(1f, LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue);
        }
    }
}
