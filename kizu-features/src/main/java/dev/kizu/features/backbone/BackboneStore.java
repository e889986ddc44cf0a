package dev.kizu.features.backbone;

import dev.kizu.dataset.DatasetDownload;
import dev.kizu.dataset.DatasetException;
import dev.kizu.dataset.DownloadListener;
import dev.kizu.file.WholeFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of backbones that can be asked for by name: {@code NAME.onnx}, and {@code NAME.json} with what is said of it. Files are there as a whole or not at
 * all. Safe to use from several threads and programs, but not for adding one name at a time.
 */
public final class BackboneStore {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String ENDING = ".onnx";

    /** Where downloads grow, so that a file is listed only once it has been checked. */
    private static final String INCOMING = ".incoming";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;

    /** A store in a folder, which need not be there yet. */
    public BackboneStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The user's store: {@code backbones} in the folder that the environment variable {@code KIZU_HOME} tells, or else in {@code ~/.kizu}. */
    public static BackboneStore standard() {
        return new BackboneStore(standardFolder(System.getenv(), Path.of(System.getProperty("user.home"))));
    }

    static Path standardFolder(Map<String, String> environment, Path home) {
        String told = environment.getOrDefault("KIZU_HOME", "");
        return (told.isBlank() ? home.resolve(".kizu") : Path.of(told)).resolve("backbones");
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no name for a backbone, expected letters, digits, dots, dashes and underscores, first a letter or digit"
                            .formatted(name));
        }
    }

    /** Where it is; perhaps not there yet. */
    public Path folder() {
        return folder;
    }

    /** What a file is called unless told otherwise: its name without {@code .onnx}. */
    public static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /**
     * Copies a file into the store, and what is said of it beside it.
     *
     * @param name what it will be called; what is said of one of the same name and content is replaced
     * @param asked what the user says; what it does not say is taken from the JSON beside the file, if there is one
     * @throws BackboneException if it is no backbone, a layer is not there, or another backbone has the name
     * @throws IllegalArgumentException if the name is none
     * @throws IOException if it cannot be copied
     */
    public StoredBackbone add(Path file, String name, BackboneSpec asked) throws IOException {
        checkName(name);
        BackboneFile backbone = BackboneFile.read(file);
        BackboneSpec said = asked.orElse(BackboneSpec.beside(file));
        if (!said.layers().isEmpty()) {
            backbone.check(said.layers());
        }
        Path target = folder.resolve(name + ENDING);
        if (Files.exists(target)) {
            if (!BackboneFile.read(target).sha256().equals(backbone.sha256())) {
                throw taken(name, target);
            }
        } else {
            try {
                Files.createDirectories(folder);
                WholeFile.write(target, temporary -> Files.copy(file, temporary));
            } catch (FileSystemException e) {
                throw new BackboneException(
                        "cannot write into the store of backbones, %s (%s). Name another folder with the environment variable KIZU_HOME"
                                .formatted(
                                        folder,
                                        e.getReason() != null
                                                ? e.getReason()
                                                : e.getClass().getSimpleName()),
                        e);
            }
        }
        return describe(name, target, said);
    }

    private static BackboneException taken(String name, Path target) {
        return new BackboneException(
                "there is another backbone \"%s\" (%s). Give another name with --name, or delete that file"
                        .formatted(name, target));
    }

    private static StoredBackbone describe(String name, Path target, BackboneSpec said) throws IOException {
        BackboneSpec spec = new BackboneSpec(said.layers(), said.normalization(), name, said.licence(), said.source());
        spec.write(BackboneSpec.placeFor(target));
        return new StoredBackbone(name, target, Files.size(target), spec);
    }

    /**
     * Downloads a backbone into the store, unless it is there already, and checks its sum. It gets its place in one step, once it is whole and known to be a
     * backbone.
     *
     * @throws BackboneException if it cannot be had, has another sum, or cannot be used; the message tells the address and what it said
     * @throws java.io.InterruptedIOException if the thread was interrupted
     * @throws IOException if it cannot be written
     */
    public StoredBackbone download(CatalogueEntry entry, DownloadListener listener) throws IOException {
        return download(entry, listener, PATIENCE);
    }

    StoredBackbone download(CatalogueEntry entry, DownloadListener listener, Duration patience) throws IOException {
        Path target = folder.resolve(entry.name() + ENDING);
        if (Files.exists(target)) {
            if (!BackboneFile.read(target).sha256().equals(entry.sha256())) {
                throw taken(entry.name(), target);
            }
            return describe(entry.name(), target, entry.spec());
        }
        Path incoming = folder.resolve(INCOMING).resolve(entry.name());
        try {
            new DatasetDownload(entry.download(), patience).fetch(incoming, listener);
        } catch (DatasetException e) {
            throw new BackboneException(String.valueOf(e.getMessage()), e);
        }
        Path arrived = incoming.resolve(entry.download().files().get(0).name());
        BackboneFile backbone = BackboneFile.read(arrived);
        if (!entry.layers().isEmpty()) {
            backbone.check(entry.layers());
        }
        WholeFile.write(target, temporary -> Files.move(arrived, temporary));
        Files.deleteIfExists(incoming);
        return describe(entry.name(), target, entry.spec());
    }

    /**
     * All backbones, by name.
     *
     * @throws BackboneException if what is said of one is damaged
     * @throws IOException if the folder cannot be read
     */
    public List<StoredBackbone> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file ->
                            NAME.matcher(String.valueOf(file.getFileName())).matches()
                                    && String.valueOf(file.getFileName()).endsWith(ENDING)
                                    && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
        List<StoredBackbone> found = new ArrayList<>();
        for (Path file : files) {
            found.add(new StoredBackbone(nameOf(file), file, Files.size(file), BackboneSpec.beside(file)));
        }
        return found;
    }

    /**
     * The file of a backbone.
     *
     * @param nameOrPath a path of a file, or else a name in the store
     * @throws BackboneException if it is neither; the message tells the names
     * @throws IOException if the folder cannot be read
     */
    public Path resolve(String nameOrPath) throws IOException {
        if (Files.isRegularFile(Path.of(nameOrPath))) {
            return Path.of(nameOrPath);
        }
        Path stored = folder.resolve(nameOrPath + ENDING);
        if (NAME.matcher(nameOrPath).matches() && Files.isRegularFile(stored)) {
            return stored;
        }
        List<StoredBackbone> all = list();
        throw new BackboneException(
                "there is no backbone \"%s\": no file is there, and the backbones in %s are %s. Give the path of an ONNX file, or get one with 'kizu backbone download'"
                        .formatted(
                                nameOrPath,
                                folder,
                                all.isEmpty()
                                        ? "none"
                                        : all.stream().map(StoredBackbone::name).collect(Collectors.joining(", "))));
    }
}
