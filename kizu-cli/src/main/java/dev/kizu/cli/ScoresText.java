package dev.kizu.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Scores of images, for people. */
final class ScoresText {
    private final PrintStream out;

    ScoresText(PrintStream out) {
        this.out = out;
    }

    void begin(ScoresJson scores) {
        @Nullable Float threshold = scores.threshold();
        out.println(
                threshold == null
                        ? "Score: %s. The model has no threshold, so there is no verdict.".formatted(scores.score())
                        : String.format(Locale.ROOT, "Score: %s; anomalous above %.4f.", scores.score(), threshold));
    }

    /** An image that has a score. */
    void image(ScoresJson.Scored image) {
        out.println(String.format(
                Locale.ROOT, "%10.4f  %-9s  %s", image.score(), verdict(image.anomalous()), image.file()));
    }

    void end(ScoresJson scores) {
        @Nullable Float threshold = scores.threshold();
        int scored = scores.images().size() - scores.failed();
        out.println("%d %s scored%s%s"
                .formatted(
                        scored,
                        scored == 1 ? "image" : "images",
                        threshold == null ? "" : ", %d anomalous".formatted(scores.anomalous()),
                        scores.failed() == 0 ? "" : ", %d failed".formatted(scores.failed())));
    }

    private static String verdict(@Nullable Boolean anomalous) {
        if (anomalous == null) {
            return "-";
        }
        return anomalous ? "anomalous" : "normal";
    }
}
