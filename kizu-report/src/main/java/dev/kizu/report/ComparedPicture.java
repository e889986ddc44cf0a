package dev.kizu.report;

import dev.kizu.assess.AssessedPicture;
import dev.kizu.assess.Assessment;
import dev.kizu.dataset.LabelledImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A picture, and what each method says of it.
 *
 * @param picture the picture
 * @param verdicts one for each method, in their order; null where a method left it out
 * @param margin how near it is to another verdict by some method, in [0, 1]: the share of that method's pictures whose score lies between its own
 *     and the threshold. Scores of methods have no common unit, but their ranks do
 */
record ComparedPicture(LabelledImage picture, List<@Nullable AssessedPicture> verdicts, double margin) {
    /** All pictures that some method inspected, in the order of the data. */
    static List<ComparedPicture> of(List<ComparedMethod> methods) {
        Map<Path, List<@Nullable AssessedPicture>> verdicts = new LinkedHashMap<>();
        Map<Path, LabelledImage> pictures = new LinkedHashMap<>();
        Map<Path, Double> margins = new LinkedHashMap<>();
        for (int m = 0; m < methods.size(); m++) {
            Assessment assessment = methods.get(m).first().assessment();
            double[] sorted = assessment.pictures().stream()
                    .mapToDouble(one -> one.verdict().score())
                    .sorted()
                    .toArray();
            for (AssessedPicture one : assessment.pictures()) {
                Path file = one.picture().file();
                pictures.putIfAbsent(file, one.picture());
                verdicts.computeIfAbsent(file, key -> new ArrayList<>(Collections.nCopies(methods.size(), null)))
                        .set(m, one);
                margins.merge(file, margin(one, sorted), Math::min);
            }
        }
        List<ComparedPicture> all = new ArrayList<>();
        verdicts.forEach((file, said) -> all.add(new ComparedPicture(
                Objects.requireNonNull(pictures.get(file)), said, Objects.requireNonNull(margins.get(file)))));
        return all;
    }

    private static double margin(AssessedPicture one, double[] sorted) {
        double score = one.verdict().score();
        double threshold = one.verdict().threshold();
        double low = Math.min(score, threshold);
        double high = Math.max(score, threshold);
        return (double) Arrays.stream(sorted)
                        .filter(other -> other >= low && other <= high)
                        .count()
                / sorted.length;
    }

    /** How many methods inspected it. */
    long known() {
        return verdicts.stream().filter(Objects::nonNull).count();
    }

    /** How many methods are wrong about it. */
    long wrong() {
        return verdicts.stream().filter(one -> one != null && wrong(one)).count();
    }

    static boolean wrong(AssessedPicture one) {
        return one.missed() || one.falseAlarm();
    }

    /** A verdict against the truth, in a word or two. */
    static String word(AssessedPicture one) {
        return one.picture().anomalous()
                ? one.missed() ? "missed" : "found"
                : one.falseAlarm() ? "false alarm" : "passed";
    }
}
