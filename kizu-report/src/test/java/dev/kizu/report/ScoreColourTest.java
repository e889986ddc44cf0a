package dev.kizu.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kizu.score.ScoreKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScoreColourTest {
    private static String style() throws IOException {
        try (InputStream in = ScoreColourTest.class.getResourceAsStream("report.css")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A curve without a colour is not drawn at all. */
    @ParameterizedTest
    @EnumSource(ScoreKind.class)
    void everyScoreHasAColourToBeDrawnIn(ScoreKind kind) throws IOException {
        assertThat(style())
                .containsPattern(
                        Pattern.compile("^[^{}\n]*\\." + kind.id() + "\\b[^{}\n]*\\{ --tone: ", Pattern.MULTILINE));
    }
}
