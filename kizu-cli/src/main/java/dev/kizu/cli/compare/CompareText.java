package dev.kizu.cli.compare;

import dev.kizu.cli.progress.Durations;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.report.ComparedMethod;
import dev.kizu.report.ComparedRun;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A comparison as a table, for people: a line for each run and, where there are several seeds, two for each method. */
public final class CompareText {
    private static final List<String> HEAD = List.of(
            "method",
            "seed",
            "image AUROC",
            "95 % interval",
            "pixel AUROC",
            "AUPRO 0.3",
            "training",
            "ms/image",
            "model");

    private CompareText() {}

    /** Prints the table. */
    public static void print(List<ComparedMethod> methods, PrintStream out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (ComparedMethod method : methods) {
            method.runs().forEach(run -> rows.add(row(method.name(), run)));
            if (method.runs().size() > 1) {
                rows.add(summary(method, "mean", figure -> method.mean(figure)));
                rows.add(summary(method, "least", figure -> method.least(figure)));
            }
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            // Names to the left, numbers to the right.
            line.append(("%" + (c == 0 ? "-" : "") + widths[c] + "s  ").formatted(row.get(c)));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> row(String name, ComparedRun run) {
        Evaluation evaluation = run.assessment().evaluation().orElse(null);
        return List.of(
                name,
                Long.toString(run.seed()),
                rate(run.imageAuroc()),
                evaluation == null
                        ? "-"
                        : "%s to %s".formatted(rate(evaluation.aurocLow()), rate(evaluation.aurocHigh())),
                rate(run.pixelAuroc()),
                rate(run.aupro30()),
                Durations.text(run.trainSeconds()),
                milliseconds(run.millisecondsPerImage()),
                megabytes((double) run.modelBytes()));
    }

    private static List<String> summary(
            ComparedMethod method,
            String what,
            Function<Function<ComparedRun, @Nullable Double>, OptionalDouble> over) {
        return List.of(
                method.name(),
                what,
                rate(over.apply(ComparedRun::imageAuroc)),
                "",
                rate(over.apply(ComparedRun::pixelAuroc)),
                rate(over.apply(ComparedRun::aupro30)),
                Durations.text(over.apply(ComparedRun::trainSeconds).orElseThrow()),
                milliseconds(over.apply(ComparedRun::millisecondsPerImage).orElseThrow()),
                megabytes(over.apply(run -> (double) run.modelBytes()).orElseThrow()));
    }

    private static String rate(OptionalDouble value) {
        return value.isPresent() ? rate((Double) value.orElseThrow()) : "-";
    }

    private static String rate(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
    }
}
