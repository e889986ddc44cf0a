package dev.kizu.model;

import dev.kizu.file.WholeFile;
import dev.kizu.vae.VaeStructure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Saves and loads models, of which there are two kinds: a detector ({@link ModelContent}), which is one network over windows, and the model
 * of an inspection ({@link InspectionModel}).
 */
public final class ModelFile {
    /** The version of the format of detectors. */
    public static final int FORMAT_VERSION = 1;

    /** The version of the format of inspections, and the latest one. All versions up to it are read. */
    public static final int INSPECTION_FORMAT_VERSION = 2;

    private ModelFile() {}

    /**
     * Saves a detector. The file is written under another name and then moved, so that nothing half-written is ever found under the real
     * one.
     *
     * @param file the file; one that is there is replaced. Where it is a symbolic link, the file that it leads to is
     * @throws IllegalArgumentException if the model is larger than a file may be
     */
    public static void save(ModelContent content, Path file) throws IOException {
        save(toBytes(content), file);
    }

    /**
     * Saves the model of an inspection, as {@link #save} saves a detector.
     *
     * @param file the file; one that is there is replaced. Where it is a symbolic link, the file that it leads to is
     * @throws IllegalArgumentException if the model is larger than a file may be, or a score of a held-out image is not finite
     */
    public static void saveInspection(InspectionModel model, Path file) throws IOException {
        save(inspectionToBytes(model), file);
    }

    private static void save(byte[] bytes, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        if (target.getFileName() == null || Files.isDirectory(target)) {
            throw new IOException(target + " is a folder; give the name of a file, such as model.onnx");
        }
        if (Files.exists(target)) {
            // The file that a symbolic link leads to is replaced, not the link.
            target = target.toRealPath();
            if (!Files.isRegularFile(target)) {
                throw new IOException(target + " is a pipe or a device; give the name of a file, such as model.onnx");
            }
        }
        try {
            WholeFile.write(target, temporary -> writeToDisk(temporary, bytes));
        } catch (FileSystemException e) {
            // The JDK names the temporary file, which nobody knows.
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new IOException("cannot save %s: %s".formatted(target, reason), e);
        } catch (IOException e) {
            throw new IOException("cannot save %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    private static void writeToDisk(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            // On the disk before it takes the other's place: after a power failure one of the two is whole.
            channel.force(true);
        }
    }

    /**
     * Checks what can be checked before a network is trained: that a model file can hold it.
     *
     * @param imageHeight rows of the images, where there is a calibration for one size; otherwise 0
     * @param imageWidth their columns, or 0
     * @throws IllegalArgumentException if it is too large; the message says what is
     */
    public static void checkLimits(VaeStructure structure, int stride, int imageHeight, int imageWidth) {
        Limits.check(structure, stride, imageHeight, imageWidth);
        long bytes = 0;
        for (List<Long> shape : structure.tensorShapes().values()) {
            double values = Float.BYTES;
            for (long size : shape) {
                values *= size;
            }
            bytes += (long) values;
        }
        FileBytes.checkSize(bytes);
    }

    /**
     * Loads a detector, from wherever the file may come.
     *
     * @throws ModelFormatException if the file is not a detector that this version of Kizu can load; the message says why
     * @throws IOException if it cannot be read at all
     */
    public static LoadedModel load(Path file) throws IOException {
        return load(file, ModelFile::fromBytes);
    }

    /**
     * Loads the model of an inspection, from wherever the file may come. What was saved gives the same bits.
     *
     * @throws ModelFormatException if the file is not the model of an inspection that this version of Kizu can load; the message says why
     * @throws IOException if it cannot be read at all
     */
    public static LoadedInspection loadInspection(Path file) throws IOException {
        return load(file, ModelFile::inspectionFromBytes);
    }

    /**
     * Loads a model of either kind.
     *
     * @return a {@link LoadedModel} or a {@link LoadedInspection}
     * @throws ModelFormatException if the file is not a model that this version of Kizu can load; the message says why
     * @throws IOException if it cannot be read at all
     */
    public static LoadedFile loadAny(Path file) throws IOException {
        return load(file, ModelFile::anyFromBytes);
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(byte[] bytes) throws ModelFormatException;
    }

    private static <T> T load(Path file, Reader<T> reader) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ModelFormatException("%s is a folder, expected a model file such as model.onnx".formatted(file));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ModelFormatException(
                    "%s is a pipe or a device, expected a model file such as model.onnx".formatted(file));
        }
        byte[] bytes = bytes(file);
        try {
            return reader.read(bytes);
        } catch (ModelFormatException e) {
            throw new ModelFormatException("cannot load %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            if (size > Limits.FILE) {
                throw new ModelFormatException(
                        "cannot load %s: it has %,d bytes, a model has at most %,d".formatted(file, size, Limits.FILE));
            }
            if (size == 0) {
                throw new ModelFormatException(
                        "cannot load %s: the file is empty. Save the model again, or copy it again".formatted(file));
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) size);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Until all is read, or the file turns out to be shorter.
            }
            return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
        }
    }

    /**
     * The bytes of a detector's file: the same for the same content.
     *
     * @throws IllegalArgumentException if the model is larger than a file may be
     */
    public static byte[] toBytes(ModelContent content) {
        return ModelWriter.write(content);
    }

    /**
     * The bytes of the file of an inspection's model: the same for the same content.
     *
     * @throws IllegalArgumentException if the model is larger than a file may be, or a score of a held-out image is not finite
     */
    public static byte[] inspectionToBytes(InspectionModel model) {
        return InspectionWriter.write(model);
    }

    /**
     * Reads a detector from the bytes of its file.
     *
     * @throws ModelFormatException if they are not a detector that this version of Kizu can load; the message says why
     */
    public static LoadedModel fromBytes(byte[] bytes) throws ModelFormatException {
        return ModelReader.read(source(bytes));
    }

    /**
     * Reads the model of an inspection from the bytes of its file.
     *
     * @throws ModelFormatException if they are not the model of an inspection that this version of Kizu can load; the message says why
     */
    public static LoadedInspection inspectionFromBytes(byte[] bytes) throws ModelFormatException {
        return InspectionReader.read(source(bytes));
    }

    /**
     * Reads the model of an inspection that is a part of another model. The graph is not looked at and there is no digest: whoever reads the whole vouches
     * for its parts.
     *
     * @param bytes an ONNX file with the tensors and the metadata that {@link #inspectionToBytes} writes; other tensors do not count
     * @throws ModelFormatException if they do not make a model that this version of Kizu can load; the message says why
     */
    public static InspectionModel inspectionPart(byte[] bytes) throws ModelFormatException {
        return InspectionReader.readPart(ModelSource.of(bytes, false));
    }

    /**
     * Reads a model of either kind from the bytes of its file.
     *
     * @return a {@link LoadedModel} or a {@link LoadedInspection}
     * @throws ModelFormatException if they are not a model that this version of Kizu can load; the message says why
     */
    public static LoadedFile anyFromBytes(byte[] bytes) throws ModelFormatException {
        return any(source(bytes));
    }

    static LoadedFile any(ModelSource source) throws ModelFormatException {
        return source.formatVersion() == INSPECTION_FORMAT_VERSION
                ? InspectionReader.read(source)
                : ModelReader.read(source);
    }

    private static ModelSource source(byte[] bytes) throws ModelFormatException {
        if (bytes.length > Limits.FILE) {
            throw new ModelFormatException("it is larger than %,d bytes, which no model is".formatted(Limits.FILE));
        }
        return ModelSource.of(bytes, true);
    }
}
