package dev.kizu.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Scores of images, for people. */
final class ScoresText {
    private ScoresText() {}

    static void print(ScoresJson scores, PrintStream out) {
        @Nullable Float threshold = scores.threshold();
        out.println(
                threshold == null
                        ? "Score: %s. The model has no threshold, so there is no verdict.".formatted(scores.score())
                        : String.format(Locale.ROOT, "Score: %s; anomalous above %.4f.", scores.score(), threshold));
        for (ScoresJson.Scored image : scores.images()) {
            if (image.score() != null) {
                out.println(String.format(
                        Locale.ROOT, "%10.4f  %-9s  %s", image.score(), verdict(image.anomalous()), image.file()));
            }
        }
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
