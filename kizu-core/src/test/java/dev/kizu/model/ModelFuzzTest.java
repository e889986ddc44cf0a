package dev.kizu.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever bytes come, they are a model, or an exception of the one kind says why not. Nothing else is thrown, nothing hangs, and memory is
 * taken in proportion to the file.
 */
class ModelFuzzTest {
    /** Without fuzzing this goes through the seeds in the resources; with {@code JAZZER_FUZZ=1} Jazzer looks for more. */
    @FuzzTest(maxDuration = "5m")
    void bytesAreAModelOrRefused(byte[] bytes) {
        ModelFuzzer.check(bytes);
    }

    @Test
    void someThousandMutatedModelsAreModelsOrRefused() {
        assertBounded(new ModelFuzzer(7).run(3_000));
    }

    /** Run as a program, {@link ModelFuzzer} does the same and says how long it took. */
    @Test
    @Tag("slow")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aHundredThousandMutatedModelsAreModelsOrRefused() {
        assertBounded(new ModelFuzzer(1).run(100_000));
    }

    private static void assertBounded(ModelFuzzer.Outcome outcome) {
        assertThat(outcome.largestExcess()).isLessThan(64L << 20);
        // Both ends are reached: some mutations are harmless, most are not.
        assertThat(outcome.loaded()).isGreaterThan(outcome.inputs() / 100);
        assertThat(outcome.refused()).isGreaterThan(outcome.inputs() / 4);
        assertThat(outcome.reasons()).as("kinds of refusal: %s", outcome).isGreaterThan(25);
    }
}
