package dev.kizu.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFolderTest {
    private static final RunSettings SETTINGS = new RunSettings(Map.of("model digest", "ab"));
    private static final List<ResultLine> RESULTS = List.of(
            new ResultLine(
                    "a, \"b\"\n傷.png",
                    ResultLine.ANOMALOUS,
                    0.1 + 0.2,
                    1 / 3.0,
                    1.1f,
                    Map.of("elbo", -1e-300),
                    Map.of("elbo", 1.0),
                    List.of(new ResultLine.Box(1, 2, 3, 4, 5, 0.3f), new ResultLine.Box(10, 20, 30, 40, 500, null)),
                    640,
                    480,
                    "overlays/a.png",
                    null,
                    null,
                    12.5,
                    "ab",
                    null),
            ResultLine.error("c.png", "it is \"damaged\", 傷", 0.1, "ab"));

    @TempDir
    private Path folder;

    private ResultsFolder open(Existing existing) throws IOException {
        return ResultsFolder.open(folder, SETTINGS, existing);
    }

    private void write(List<ResultLine> results, Existing existing) throws IOException {
        try (ResultsFolder files = open(existing)) {
            for (ResultLine result : results) {
                files.append(result);
            }
        }
    }

    @Test
    void runEndedAtAnyByteOfTheLastLineIsBroughtBackToWholeLines() throws IOException {
        write(RESULTS, Existing.REFUSE);
        Path jsonFile = ResultsFolder.jsonl(folder);
        Path csvFile = ResultsFolder.csv(folder);
        byte[] json = Files.readAllBytes(jsonFile);
        byte[] csv = Files.readAllBytes(csvFile);
        String text = new String(json, StandardCharsets.ISO_8859_1);
        int last = text.indexOf('\n') + 1;

        for (int end = last; end <= json.length; end++) {
            Files.write(jsonFile, Arrays.copyOf(json, end));
            Files.write(csvFile, Arrays.copyOf(csv, end % (csv.length + 1)));
            boolean whole = end == json.length;

            try (ResultsFolder files = open(Existing.RESUME)) {
                assertThat(files.done()).hasSize(whole ? 2 : 1);
                assertThat(files.before().total()).isEqualTo(whole ? 2 : 1);
                if (!whole) {
                    files.append(RESULTS.get(1));
                }
                assertThat(files.counts()).isEqualTo(new ResultCounts(0, 1, 1));
            }
            assertThat(Files.readAllBytes(jsonFile))
                    .as("ended after %d bytes", end)
                    .isEqualTo(json);
            assertThat(Files.readAllBytes(csvFile))
                    .as("ended after %d bytes", end)
                    .isEqualTo(csv);
        }
    }

    @Test
    void missingTableIsMadeAnew() throws IOException {
        write(RESULTS, Existing.REFUSE);
        byte[] csv = Files.readAllBytes(ResultsFolder.csv(folder));
        Files.delete(ResultsFolder.csv(folder));

        write(List.of(), Existing.RESUME);

        assertThat(Files.readAllBytes(ResultsFolder.csv(folder))).isEqualTo(csv);
    }

    @Test
    void secondRunIsKeptOutWhileOneWrites() throws IOException {
        try (ResultsFolder first = open(Existing.REFUSE)) {
            first.append(RESULTS.get(0));

            assertThatThrownBy(() -> open(Existing.RESUME))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is being written by another run");
            assertThatThrownBy(() -> open(Existing.REPLACE)).isInstanceOf(IOException.class);
            first.append(RESULTS.get(1));
        }
        assertThat(Files.readAllLines(ResultsFolder.jsonl(folder))).hasSize(2);
    }

    @Test
    void resultsWithoutTheirSettingsAreNotResumed() throws IOException {
        write(RESULTS, Existing.REFUSE);
        Files.delete(folder.resolve("inspection.json"));

        assertThatThrownBy(() -> open(Existing.RESUME)).hasMessageContaining("inspection.json is missing");

        Files.writeString(folder.resolve("inspection.json"), "{\"settings\":");
        assertThatThrownBy(() -> open(Existing.RESUME)).hasMessageContaining("is damaged");
    }

    @Test
    void replacingRemovesTheFilesThatLinesTellOfAndNoOthers() throws IOException {
        Path overlay = Files.createDirectories(folder.resolve("overlays")).resolve("a.png");
        Files.write(overlay, new byte[1]);
        Path other = Files.write(folder.resolve("overlays/notes.png"), new byte[1]);
        write(RESULTS, Existing.REFUSE);

        write(List.of(), Existing.REPLACE);

        assertThat(overlay).doesNotExist();
        assertThat(other).exists();
        assertThat(ResultsFolder.jsonl(folder)).isEmptyFile();
        assertThat(ResultsFolder.csv(folder)).hasContent(ResultCsv.header());
    }
}
