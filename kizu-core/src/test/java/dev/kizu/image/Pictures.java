package dev.kizu.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures for tests, and the bytes of their files. */
final class Pictures {
    private Pictures() {}

    /** Every sample random. */
    static BufferedImage noise(int type, int width, int height, long seed) {
        BufferedImage picture = new BufferedImage(width, height, type);
        WritableRaster raster = picture.getRaster();
        Random random = new Random(seed);
        for (int band = 0; band < raster.getNumBands(); band++) {
            int limit = 1 << picture.getSampleModel().getSampleSize(band);
            for (int i = 0; i < width * height; i++) {
                raster.setSample(i % width, i / width, band, random.nextInt(limit));
            }
        }
        return picture;
    }

    static byte[] encode(BufferedImage picture, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, format, bytes)) {
            throw new IOException("no writer for " + format);
        }
        return bytes.toByteArray();
    }

    /** By the JDK's writer, which knows nothing of the plugin that will read. */
    static byte[] tiff(BufferedImage picture, String compression) throws IOException {
        ImageWriter writer = null;
        for (var writers = ImageIO.getImageWritersByFormatName("tiff"); writers.hasNext(); ) {
            ImageWriter next = writers.next();
            writer = next.getClass().getModule().equals(ImageIO.class.getModule()) ? next : writer;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (compression.equals("None")) {
                param.setCompressionMode(ImageWriteParam.MODE_DISABLED);
            } else {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionType(compression);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
