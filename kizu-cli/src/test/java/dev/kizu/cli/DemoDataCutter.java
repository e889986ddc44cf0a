package dev.kizu.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Cuts the embedded demo data from the whole of Fashion-MNIST: class 7 from training, classes 7 and 9 from test, images in
 * their order. Not part of the build; how the files came about. From the project's folder:
 *
 * <pre>{@code
 * apt-get install dataset-fashion-mnist
 * java kizu-cli/src/test/java/dev/kizu/cli/DemoDataCutter.java \
 *     /usr/share/datasets/fashion-mnist kizu-cli/src/main/resources/dev/kizu/cli/fashion-mnist
 * }</pre>
 *
 * <p>The first argument is a folder with the four gzip files, the second the folder to write to.
 */
final class DemoDataCutter {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    private DemoDataCutter() {}

    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[0]);
        Path to = Files.createDirectories(Path.of(arguments[1]));
        cut(from, to, "train", Set.of(7));
        cut(from, to, "t10k", Set.of(7, 9));
    }

    private static void cut(Path from, Path to, String part, Set<Integer> classes) throws IOException {
        String imageFile = part + "-images-idx3-ubyte.gz";
        String labelFile = part + "-labels-idx1-ubyte.gz";
        ByteArrayOutputStream keptImages = new ByteArrayOutputStream();
        ByteArrayOutputStream keptLabels = new ByteArrayOutputStream();
        int rows;
        int columns;
        try (DataInputStream images = open(from.resolve(imageFile), IMAGES);
                DataInputStream labels = open(from.resolve(labelFile), LABELS)) {
            int count = images.readInt();
            if (labels.readInt() != count) {
                throw new IOException("as many labels as images expected in " + from);
            }
            rows = images.readInt();
            columns = images.readInt();
            for (int i = 0; i < count; i++) {
                byte[] image = images.readNBytes(rows * columns);
                int label = labels.readUnsignedByte();
                if (classes.contains(label)) {
                    keptImages.write(image);
                    keptLabels.write(label);
                }
            }
        }
        write(to.resolve(imageFile), keptImages.toByteArray(), IMAGES, keptLabels.size(), rows, columns);
        write(to.resolve(labelFile), keptLabels.toByteArray(), LABELS, keptLabels.size());
    }

    private static DataInputStream open(Path file, int magic) throws IOException {
        InputStream raw = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(raw)));
        int found = in.readInt();
        if (found != magic) {
            throw new IOException("%s begins with %08x, expected %08x".formatted(file, found, magic));
        }
        return in;
    }

    private static void write(Path file, byte[] content, int... header) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new SmallestGzip(Files.newOutputStream(file)))) {
            for (int value : header) {
                out.writeInt(value);
            }
            out.write(content);
        }
    }

    private static final class SmallestGzip extends GZIPOutputStream {
        SmallestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
