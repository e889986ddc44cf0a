package dev.kizu.cli.inspect;

import dev.kizu.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a run's results: {@code results.jsonl} and {@code results.csv}, a line a picture, and {@code inspection.json}, the settings.
 * Lines go to {@code results.jsonl} first; {@code results.csv} is made of it when a run is resumed. Not thread-safe.
 */
public final class ResultsFolder implements AutoCloseable {
    private static final String SETTINGS = "inspection.json";

    private final Path folder;
    private final LineFile json;
    private final LineFile csv;
    private final Set<String> done;
    private final ResultCounts before;
    private ResultCounts counts;

    private ResultsFolder(Path folder, LineFile json, LineFile csv, Set<String> done, ResultCounts before) {
        this.folder = folder;
        this.json = json;
        this.csv = csv;
        this.done = done;
        this.before = before;
        this.counts = before;
    }

    /**
     * Opens a folder, which has to exist.
     *
     * @throws IOException if there are results that must not be touched, or the folder cannot be written; the message says what to do
     */
    public static ResultsFolder open(Path folder, RunSettings settings, Existing existing) throws IOException {
        Path jsonFile = jsonl(folder);
        Path csvFile = csv(folder);
        Path settingsFile = folder.resolve(SETTINGS);
        boolean there = Files.exists(jsonFile) || Files.exists(csvFile) || Files.exists(settingsFile);
        if (there && existing == Existing.REFUSE) {
            throw new IOException(
                    "%s holds results already. Add to them with --resume, replace them with --force, or choose another --out"
                            .formatted(folder));
        }
        if (there && existing == Existing.RESUME) {
            checkSame(settingsFile, settings);
        }
        // Before any of them is touched.
        LineFile json = LineFile.open(jsonFile);
        try {
            json.lock();
            if (there && existing == Existing.REPLACE) {
                remove(folder, json);
            }
            Leftovers.remove(folder);
            if (!Files.exists(settingsFile)) {
                byte[] text = (ResultJson.text(settings) + "\n").getBytes(StandardCharsets.UTF_8);
                WholeFile.write(settingsFile, file -> Files.write(file, text));
            }
            Set<String> done = new HashSet<>();
            ResultCounts counts = restore(folder, json, done);
            return new ResultsFolder(folder, json, LineFile.open(csvFile), done, counts);
        } catch (IOException | RuntimeException e) {
            json.close();
            if (!there) {
                for (Path file : List.of(jsonFile, csvFile, settingsFile)) {
                    Files.deleteIfExists(file);
                }
            }
            throw e;
        }
    }

    /** Where the lines are, as JSON. */
    public static Path jsonl(Path folder) {
        return folder.resolve("results.jsonl");
    }

    /** Where the lines are, for spreadsheets. */
    public static Path csv(Path folder) {
        return folder.resolve("results.csv");
    }

    private static void checkSame(Path file, RunSettings settings) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(
                    "cannot resume: %s is missing, which says how the results there were made. Begin anew with --force or another --out"
                            .formatted(file));
        }
        RunSettings earlier;
        try {
            earlier = ResultJson.read(Files.readAllBytes(file), RunSettings.class);
        } catch (RuntimeException e) {
            throw new IOException(
                    "cannot resume: %s is damaged. Begin anew with --force or another --out".formatted(file), e);
        }
        String differences = settings.differences(earlier);
        if (!differences.isEmpty()) {
            throw new IOException(
                    "cannot resume: the results in %s were made otherwise (now %s). Use the same model and options as then, begin anew with --force, or choose another --out"
                            .formatted(file.getParent(), differences));
        }
    }

    /** Removes results, and those files of pictures that they tell of; others are not ours to remove. */
    private static void remove(Path folder, LineFile json) throws IOException {
        try {
            StoredLines.read(jsonl(folder), result -> {
                for (String name : files(result)) {
                    Path file = folder.resolve(name).normalize();
                    if (file.startsWith(folder.normalize())) {
                        Files.deleteIfExists(file);
                    }
                }
            });
        } catch (IOException e) {
            // What a damaged line told of stays.
        }
        Files.deleteIfExists(csv(folder));
        json.cut(0);
        Files.deleteIfExists(folder.resolve(SETTINGS));
    }

    private static List<String> files(ResultLine result) {
        return Stream.of(result.overlay(), result.map(), result.mask())
                .filter(Objects::nonNull)
                .toList();
    }

    private static ResultCounts restore(Path folder, LineFile json, Set<String> done) throws IOException {
        ResultCounts[] counts = {ResultCounts.NONE};
        WholeFile.write(csv(folder), file -> {
            try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                out.write(ResultCsv.header());
                json.cut(StoredLines.read(jsonl(folder), result -> {
                    out.write(ResultCsv.line(result));
                    done.add(result.file());
                    counts[0] = counts[0].plus(result);
                }));
            }
        });
        return counts[0];
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The pictures that have results, as lines name them; not to be changed. */
    public Set<String> done() {
        return done;
    }

    /** What was there when the folder was opened. */
    public ResultCounts before() {
        return before;
    }

    /** What is there now. */
    public ResultCounts counts() {
        return counts;
    }

    /** Adds a result to both files, or to neither. */
    void append(ResultLine result) throws IOException {
        long length = json.length();
        json.append((ResultJson.text(result) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            csv.append(ResultCsv.line(result).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            json.cut(length);
            throw e;
        }
        counts = counts.plus(result);
    }

    @Override
    public void close() throws IOException {
        try (json) {
            csv.close();
        }
    }
}
