package dev.kizu.report;

import dev.kizu.detect.ScoreMap;
import dev.kizu.image.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture on its way to a PNG.
 *
 * @param height rows
 * @param width columns
 * @param rgb {@code height * width} colours {@code 0xRRGGBB}, row by row; shared, not copied: treat it as read-only
 */
record Picture(int height, int width, int[] rgb) {
    private static final float JPEG_QUALITY = 0.85f;

    /** The image as it is: colours where it has three channels, else the mean of its channels as grey. */
    static Picture of(Image image) {
        return of(image, 0, 0, image.height(), image.width());
    }

    /** A rectangle of an image. */
    static Picture of(Image image, int row, int column, int rows, int columns) {
        int[] rgb = new int[rows * columns];
        for (int i = 0; i < rgb.length; i++) {
            int y = row + i / columns;
            int x = column + i % columns;
            rgb[i] = image.channels() == 3
                    ? color(image.get(0, y, x), image.get(1, y, x), image.get(2, y, x))
                    : color(gray(image, y, x), gray(image, y, x), gray(image, y, x));
        }
        return new Picture(rows, columns, rgb);
    }

    /**
     * The image in dimmed grey under the colours of a map of the same size; colours are more opaque where scores are high, so
     * that the part stays visible where nothing is wrong.
     */
    static Picture heatmap(Image image, ScoreMap map, ColorScale scale) {
        int[] rgb = new int[map.rows() * map.columns()];
        for (int i = 0; i < rgb.length; i++) {
            double share = scale.share(map.values()[i]);
            double base = 0.62 * gray(image, i / map.columns(), i % map.columns());
            rgb[i] = blend(base, ColorMap.color(share), 0.3 + 0.7 * Math.sqrt(share));
        }
        return new Picture(map.rows(), map.columns(), rgb);
    }

    /** A copy whose longer side has at most so many pixels, each the mean of the pixels that it stands for. */
    Picture shrunk(int longest) {
        int factor = (Math.max(height, width) + longest - 1) / longest;
        if (factor <= 1) {
            return this;
        }
        int rows = Math.max(1, height / factor);
        int columns = Math.max(1, width / factor);
        int[] small = new int[rows * columns];
        for (int i = 0; i < small.length; i++) {
            small[i] = mean(i / columns * factor, i % columns * factor, factor);
        }
        return new Picture(rows, columns, small);
    }

    /** A copy with every pixel repeated so many times down and across. */
    Picture enlarged(int factor) {
        int[] large = new int[height * factor * width * factor];
        for (int i = 0; i < large.length; i++) {
            large[i] = rgb[i / (width * factor) / factor * width + i % (width * factor) / factor];
        }
        return new Picture(height * factor, width * factor, large);
    }

    /** The bytes of a PNG file. */
    byte[] png() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        return png(image);
    }

    /** The bytes of a PNG file of an image. */
    static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException(
                        "this Java runtime has no PNG writer; use one with the module java.desktop");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The PNG as a URI that a page can carry in itself. */
    String dataUri() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png());
    }

    /** A JPEG as a URI that a page can carry in itself: a tenth of the size for photographs. */
    String jpegUri() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, rgb, 0, width);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), quality);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private int mean(int row, int column, int size) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int count = 0;
        for (int y = row; y < Math.min(height, row + size); y++) {
            for (int x = column; x < Math.min(width, column + size); x++) {
                int color = rgb[y * width + x];
                red += color >> 16 & 0xff;
                green += color >> 8 & 0xff;
                blue += color & 0xff;
                count++;
            }
        }
        return ((red / count) << 16) | ((green / count) << 8) | (blue / count);
    }

    private static double gray(Image image, int row, int column) {
        double sum = 0;
        for (int channel = 0; channel < image.channels(); channel++) {
            sum += image.get(channel, row, column);
        }
        return sum / image.channels();
    }

    private static int blend(double gray, int color, double opacity) {
        return color(
                mix(gray, (color >> 16 & 0xff) / 255.0, opacity),
                mix(gray, (color >> 8 & 0xff) / 255.0, opacity),
                mix(gray, (color & 0xff) / 255.0, opacity));
    }

    private static double mix(double under, double over, double opacity) {
        return under + (over - under) * opacity;
    }

    private static int color(double red, double green, double blue) {
        return (int) Math.round(255 * red) << 16 | (int) Math.round(255 * green) << 8 | (int) Math.round(255 * blue);
    }
}
