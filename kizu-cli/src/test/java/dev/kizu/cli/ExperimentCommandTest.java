package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExperimentCommandTest {
    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void writeDataSet() throws IOException {
        TinyIdx.write(folder.resolve("data"));
        out = folder.resolve("report");
    }

    private Outcome experiment(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "experiment",
                "--data",
                folder.resolve("data").toString(),
                "--normal",
                "1",
                "--anomaly",
                "rest",
                "--patches",
                "500",
                "--stride",
                "4",
                "--epochs",
                "2",
                "--out",
                out.toString()));
        args.addAll(List.of(more));
        return Outcome.of(args.toArray(String[]::new));
    }

    private static JsonNode json(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonMapper.shared().readTree(outcome.out());
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    @Test
    void jsonHoldsEverythingAndPeopleReadStandardError() {
        Outcome outcome = experiment("--seed", "5", "--json");
        JsonNode json = json(outcome);

        assertThat(outcome.out()).hasLineCount(1);
        assertThat(names(json))
                .containsExactly(
                        "preset", "seed", "data", "normal", "anomaly", "train", "scoring", "scores", "paired",
                        "report");
        assertThat(json.get("preset").asString()).isEqualTo("robust");
        assertThat(json.get("seed").asLong()).isEqualTo(5);
        assertThat(json.get("normal").asString()).isEqualTo("1");
        assertThat(json.get("anomaly").asString()).isEqualTo("rest");
        assertThat(names(json.get("train")))
                .containsExactly("seconds", "patches", "epochs", "finalLoss", "patchesPerSecond");
        assertThat(json.get("train").get("patches").asInt()).isEqualTo(500);
        assertThat(json.get("train").get("epochs").asInt()).isEqualTo(2);
        assertThat(names(json.get("scoring"))).containsExactly("seconds", "images", "windows", "windowsPerSecond");
        assertThat(json.get("scoring").get("images").asInt()).isEqualTo(TinyIdx.TEST);
        assertThat(json.get("scores")
                        .valueStream()
                        .map(score -> score.get("name").asString()))
                .containsExactly("elbo", "unregularized", "joint");
        assertThat(names(json.get("scores").get(0)))
                .containsExactly("name", "auroc", "aurocLow", "aurocHigh", "averagePrecision", "f1Max");
        assertThat(names(json.get("paired"))).containsExactly("difference", "pValue");
        assertThat(Path.of(json.get("report").asString()))
                .isEqualTo(out.resolve("index.html"))
                .isNotEmptyFile();
        assertThat(outcome.err())
                .contains("Training: 100 %", "Scoring: 100 %", "AUROC", "ELBO", "Writing the report", "Report:");
    }

    @Test
    void withoutJsonTheSummaryIsOnStandardOutputAndProgressOnStandardError() throws IOException {
        Outcome outcome = experiment("--aggregate", "top5");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("normal 1, anomaly rest; preset robust, seed 0", "AUROC", "95 % interval", "elbo", "joint")
                .contains("Report:   " + out.resolve("index.html"), "file:///")
                .doesNotContain("Training: 100 %");
        assertThat(outcome.err()).contains("Training: 100 %");
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .as("nothing but the report is left behind")
                    .containsExactlyInAnyOrder(folder.resolve("data"), out);
        }
    }

    @Test
    void quietLeavesTheResultAlone() {
        Outcome outcome = experiment("--quiet", "--json");

        assertThat(json(outcome).get("scores").size()).isEqualTo(3);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void withoutCalibrationThereIsNoJointScore() {
        JsonNode json = json(experiment("--calibration", "none", "--json"));

        assertThat(json.get("scores")
                        .valueStream()
                        .map(score -> score.get("name").asString()))
                .containsExactly("elbo", "unregularized");
    }

    @Test
    void theArticlePresetStartsFromItsOwnDefaults() {
        JsonNode json = json(experiment("--preset", "article", "--json"));

        assertThat(json.get("preset").asString()).isEqualTo("article");
        assertThat(json.get("scores").size()).isEqualTo(2);
    }

    @Test
    void severalSeedsAreSummedUp() {
        Outcome outcome = experiment("--seed", "3", "--seeds", "2", "--json");
        JsonNode json = json(outcome);

        assertThat(names(json)).containsExactly("runs", "summary");
        assertThat(json.get("runs").valueStream().map(run -> run.get("seed").asLong()))
                .containsExactly(3L, 4L);
        assertThat(names(json.get("summary").get(0))).containsExactly("name", "mean", "min", "max");
        JsonNode joint = json.get("summary").get(2);
        assertThat(joint.get("min").asDouble())
                .isLessThanOrEqualTo(joint.get("mean").asDouble());
        assertThat(out.resolve("index.html")).isNotEmptyFile();
        assertThat(outcome.err()).contains("Seed 4: Training", "AUROC of 2 runs");
    }

    @Test
    void oneSeedOfSeveralHasTheSameShape() {
        assertThat(names(json(experiment("--seeds", "1", "--json")))).containsExactly("runs", "summary");
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheScores() {
        JsonNode one = json(experiment("--threads", "1", "--json"));
        JsonNode two = json(experiment("--threads", "2", "--json"));

        assertThat(two.get("scores")).isEqualTo(one.get("scores"));
        assertThat(two.get("train").get("finalLoss")).isEqualTo(one.get("train").get("finalLoss"));
    }
}
