package dev.kizu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    private static final String[] EXPERIMENT = {"experiment", "--data", "nowhere", "--normal", "1", "--anomaly", "9"};

    private static Outcome experiment(String... more) {
        return Outcome.of(Stream.of(EXPERIMENT, more).flatMap(Stream::of).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--patches|0|got '0', expected a whole number, at least 1",
                "--patches|many|got 'many', expected a whole number, at least 1",
                "--patches|3000000000|got '3000000000', expected a whole number, at least 1",
                "--epochs|-1|got '-1', expected a whole number, at least 1",
                "--batch|1|got '1', expected a whole number, at least 2",
                "--latent|0|got '0', expected a whole number, at least 1",
                "--filters|0|got '0', expected a whole number, at least 1",
                "--stride|0|got '0', expected a whole number, at least 1",
                "--stride|2.5|got '2.5', expected a whole number, at least 1",
                "--threads|0|got '0', expected a whole number, from 1 to 1000",
                "--seeds|1001|got '1001', expected a whole number, from 1 to 1000",
                "--seed|x|got 'x', expected a whole number of at most 64 bits",
                "--patch|8|'8' is no patch size, expected HEIGHTxWIDTH in pixels, such as 8x8 or 8x16",
                "--patch|0x8|'0x8' is no patch size",
                "--preset|best|got 'best', expected robust or article",
                "--calibration|some|got 'some', expected none or positional",
                "--aggregate|median|'median' is no aggregation, expected max, mean, topK such as top5",
            })
    void aBadValueIsAUsageErrorThatSaysWhatCameAndWhatWasExpected(String option, String value, String message) {
        Outcome outcome = experiment(option, value);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .startsWith("kizu: Invalid value for option '" + option + "'")
                .contains(message)
                .contains("Try 'kizu experiment --help'.")
                .hasLineCount(2);
    }

    @Test
    void everyMissingOptionIsNamedAtOnce() {
        Outcome outcome = Outcome.of("experiment");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--data", "--normal", "--anomaly").hasLineCount(2);
    }

    @Test
    void aMistypedCommandIsAUsageErrorWithASuggestion() {
        Outcome outcome = Outcome.of("experimant");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("'experimant'", "Did you mean experiment?", "Try 'kizu --help'.");
    }

    @Test
    void anUnknownDataSetIsAUsageErrorThatNamesTheKnownOnes() {
        Outcome outcome = Outcome.of("download", "nist");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("\"nist\"", "mnist, fashion-mnist", "Try 'kizu download --help'.");
    }

    @Test
    void aMistypedOptionIsAUsageErrorWithASuggestion() {
        Outcome outcome = Outcome.of("demo", "--sed", "3");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("'--sed'", "Did you mean --seed?", "Try 'kizu demo --help'.");
    }

    @Test
    void anOptionGivenTwiceIsAUsageError() {
        assertThat(experiment("--seed", "1", "--seed", "2").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help", "-h"})
    void withoutAnythingOrAskedForItHelpIsPrinted(String line) {
        Outcome outcome = line.isEmpty() ? Outcome.of() : Outcome.of(line);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("demo", "experiment", "download", "Exit codes:");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void helpIsThatOfTheCommandNamedAlsoOfOneWithinAnother() {
        assertThat(Outcome.of("help", "backbone", "add").out()).contains("Usage: kizu backbone add ");
        assertThat(Outcome.of("help", "train").out()).contains("Usage: kizu train ");
        assertThat(Outcome.of("help", "train", "add").code()).isEqualTo(2);
        Outcome unknown = Outcome.of("help", "backbone", "ad");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no command 'ad'", "list, add, download, info");
    }

    @Test
    void helpTellsTheDefaultsThatThePresetsHave() {
        Outcome outcome = Outcome.of("help", "experiment");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().replaceAll("\\s+", " "))
                .contains("Patches in one training step, at least 2 (default: 128).")
                .contains("robust: positional, article: none")
                .contains("article: max")
                .contains("(default: kizu-experiment-report)")
                .doesNotContain("${", "%%");
    }

    @Test
    void versionNamesTheProgramAndTheJavaRuntime() {
        Outcome outcome = Outcome.of("--version");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("kizu ").contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void seedsBeyondTheLargestNumberAreAUsageError(@TempDir Path folder) throws Exception {
        TinyIdx.write(folder);

        Outcome outcome = Outcome.of(
                "experiment",
                "--data",
                folder.toString(),
                "--normal",
                "1",
                "--anomaly",
                "9",
                "--seed",
                Long.toString(Long.MAX_VALUE),
                "--seeds",
                "2");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("use a smaller --seed");
    }
}
