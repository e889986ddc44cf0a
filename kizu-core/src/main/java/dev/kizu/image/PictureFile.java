package dev.kizu.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** An open image file, with a reader that can decode it. */
final class PictureFile implements AutoCloseable {
    /** Pixels of the largest image that is read; a larger one is refused before memory is taken for it. */
    private static final long MAX_PIXELS = 100_000_000;

    /** The marker of a JPEG segment that readers pass over. */
    private static final byte NO_MEANING = (byte) 0xef;

    /**
     * The plugin's reader of lossless WebP looks so many bytes ahead at every code. Where there are none it meets an exception each time, and in a
     * picture of one colour, whose codes take no bits, that is every pixel: ten microseconds each, minutes for a large picture of 34 bytes.
     */
    private static final int BYTES_AHEAD = Long.BYTES;

    private final ImageInputStream stream;
    private final ImageReader reader;
    private final Orientation orientation;

    private PictureFile(ImageInputStream stream, ImageReader reader, Orientation orientation) {
        this.stream = stream;
        this.reader = reader;
        this.orientation = orientation;
    }

    /**
     * Opens a file and looks at its header.
     *
     * @param whole whether to see to it, as far as that can be done without decoding, that nothing of the file is missing
     * @throws IOException if the file is no image, or not one that can be decoded
     */
    static PictureFile open(Path file, boolean whole) throws IOException {
        BufferedFile stream = new BufferedFile(file);
        ImageReader reader = null;
        try {
            Optional<ImageFormat> found = ImageFormat.of(stream);
            if (found.isEmpty()) {
                throw new IOException("it is not a PNG, JPEG, BMP, GIF, TIFF or WebP image");
            }
            ImageFormat format = found.get();
            Structure structure = structure(format, stream, whole);
            reader = reader(format, structure);
            if (!structure.unusual()) {
                // Samples are those of the file; converting them takes many times as long as decoding.
                stream.replace(structure.profiles(), NO_MEANING);
            }
            if (format == ImageFormat.WEBP) {
                stream.pad(BYTES_AHEAD);
            }
            stream.seek(0);
            reader.setInput(stream, true, true);
            checkSize(reader, format, Files.size(file));
            return new PictureFile(stream, reader, structure.orientation());
        } catch (IOException | RuntimeException | Error e) {
            close(stream, reader);
            throw e;
        }
    }

    private static Structure structure(ImageFormat format, ImageInputStream stream, boolean whole) throws IOException {
        return switch (format) {
            case PNG -> PngChunks.walk(stream, whole);
            case JPEG -> JpegMarkers.walk(stream);
            case WEBP -> RiffChunks.walk(stream);
            case TIFF -> new Structure(Exif.orientation(stream, 0, stream.length()), false);
            case BMP, GIF, BIG_TIFF -> Structure.PLAIN;
        };
    }

    /** The JDK's own reader, and a plugin's for what that cannot read. */
    private static ImageReader reader(ImageFormat format, Structure structure) throws IOException {
        // Of TIFF the JDK reads less than a plugin.
        boolean plugin = structure.unusual() || format == ImageFormat.TIFF;
        ImageReader other = null;
        for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName(format.readerName()); all.hasNext(); ) {
            ImageReader reader = all.next();
            if (plugin != reader.getClass().getModule().equals(ImageIO.class.getModule())) {
                return reader;
            }
            other = other == null ? reader : other;
        }
        if (other == null) {
            throw new IOException(
                    "no reader of %s images is on the class path. Add com.twelvemonkeys.imageio:imageio-%s, or convert the image to PNG"
                            .formatted(format.name(), format == ImageFormat.WEBP ? "webp" : "tiff"));
        }
        return other;
    }

    private static void checkSize(ImageReader reader, ImageFormat format, long bytes) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS) {
            throw new IOException("it has %,d pixels, more than %,d".formatted(pixels, MAX_PIXELS));
        }
        if (pixels / format.pixelsPerByte() > bytes) {
            throw new IOException(
                    "it is damaged or truncated (it says to have %,d pixels, too many for its %,d bytes). Copy it again, or make it anew"
                            .formatted(pixels, bytes));
        }
    }

    /** What the header says. */
    ImageInfo info() throws IOException {
        int height = reader.getHeight(0);
        int width = reader.getWidth(0);
        ImageTypeSpecifier type = reader.getImageTypes(0).next();
        ColorModel model = type.getColorModel();
        PixelLayout layout = PixelLayout.of(model);
        return new ImageInfo(
                orientation.height(height, width), orientation.width(height, width), layout.channels(), layout.bits());
    }

    Orientation orientation() {
        return orientation;
    }

    /** The picture as it is stored: not turned. */
    BufferedImage decode() throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage picture = reader.read(0);
        for (String warning : warnings) {
            Damage.check(warning);
        }
        return picture;
    }

    @Override
    public void close() throws IOException {
        close(stream, reader);
    }

    private static void close(ImageInputStream stream, @Nullable ImageReader reader) throws IOException {
        if (reader != null) {
            reader.dispose();
        }
        stream.close();
    }
}
