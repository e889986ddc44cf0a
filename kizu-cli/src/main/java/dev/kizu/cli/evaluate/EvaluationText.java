package dev.kizu.cli.evaluate;

import dev.kizu.assess.Assessment;
import dev.kizu.assess.AssessmentProblem;
import dev.kizu.assess.DefectAssessment;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.cli.progress.Durations;
import dev.kizu.dataset.ScanFindings;
import dev.kizu.evaluate.Confusion;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PixelEvaluation;
import dev.kizu.evaluate.WilsonInterval;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation, for people. */
public final class EvaluationText {
    private static final int MOST_PROBLEMS = 20;

    private final PrintStream out;

    /** Prints to a stream. */
    public EvaluationText(PrintStream out) {
        this.out = out;
    }

    /** What was found beside usable pictures: one line for each, up to some number. */
    public static void problems(Assessment assessment, ScanFindings findings, PrintStream err) {
        List<String> lines = new ArrayList<>();
        findings.problems().forEach(problem -> lines.add("not looked at: " + problem));
        lines.addAll(leftOut(assessment));
        lines.stream().limit(MOST_PROBLEMS).forEach(line -> err.println("kizu: " + line));
        if (lines.size() > MOST_PROBLEMS) {
            err.println("kizu: and %d more".formatted(lines.size() - MOST_PROBLEMS));
        }
        if (findings.misplacedImages() > 0) {
            err.println("kizu: %d pictures lie where the layout has none, and were passed by"
                    .formatted(findings.misplacedImages()));
        }
        if (findings.masksWithoutImage() > 0) {
            err.println("kizu: %d masks belong to no picture".formatted(findings.masksWithoutImage()));
        }
    }

    /** The pictures and masks that were left out, each with its reason. */
    public static List<String> leftOut(Assessment assessment) {
        List<String> lines = new ArrayList<>();
        assessment.skipped().forEach(problem -> lines.add("left out: " + named(problem)));
        assessment
                .unusableMasks()
                .forEach(problem -> lines.add("left out of the figures of pixels: " + named(problem)));
        return lines;
    }

    private static String named(AssessmentProblem problem) {
        String file = problem.file().toString();
        return problem.reason().contains(file) ? problem.reason() : file + ": " + problem.reason();
    }

    /** All figures. */
    public void print(EvaluationJson figures, InspectionThreshold threshold, Assessment assessment) {
        line("Model", figures.model());
        line("Data", figures.data());
        line(
                "Pictures",
                "%d good, %d defective%s"
                        .formatted(assessment.count(false), assessment.count(true), skipped(assessment)));
        line(
                "Score",
                "%s; %s (%s)"
                        .formatted(
                                figures.score(),
                                above(threshold.value()),
                                figures.threshold().method()));
        Evaluation evaluation = assessment.evaluation().orElse(null);
        if (evaluation == null) {
            line(
                    "Images",
                    "AUROC, average precision and F1 need pictures of both good and defective parts; there are none of %s parts"
                            .formatted(assessment.count(true) == 0 ? "defective" : "good"));
        } else {
            line(
                    "Images",
                    String.format(
                            Locale.ROOT,
                            "AUROC %.4f (95 %% interval %.4f to %.4f), average precision %.4f, largest F1 %.4f",
                            evaluation.auroc(),
                            evaluation.aurocLow(),
                            evaluation.aurocHigh(),
                            evaluation.averagePrecision(),
                            evaluation.f1Max()));
        }
        confusion(assessment.confusion());
        assessment.defects().forEach(this::defect);
        pixels(assessment);
        line(
                "Took",
                String.format(
                        Locale.ROOT,
                        "%s, %.1f pictures/s",
                        Durations.text(figures.seconds()),
                        figures.imagesPerSecond()));
    }

    private static String above(float threshold) {
        if (Float.isInfinite(threshold)) {
            return threshold > 0 ? "nothing is anomalous: the threshold is infinite" : "everything is anomalous";
        }
        return String.format(Locale.ROOT, "anomalous above %.4f", threshold);
    }

    private static String skipped(Assessment assessment) {
        int skipped = assessment.skipped().size();
        return skipped == 0 ? "" : "; %d left out".formatted(skipped);
    }

    private void confusion(Confusion confusion) {
        long normal = confusion.passed() + confusion.falseAlarms();
        long anomalous = confusion.caught() + confusion.missed();
        if (normal > 0) {
            line("Alarms", rate(confusion.falseAlarms(), normal, "good parts stopped", confusion.falseAlarmRate()));
        }
        if (anomalous > 0) {
            line("Misses", rate(confusion.missed(), anomalous, "defective parts missed", confusion.missRate()));
        }
    }

    private void defect(DefectAssessment defect) {
        Evaluation evaluation = defect.evaluation();
        String auroc = evaluation == null ? "" : String.format(Locale.ROOT, "AUROC %.4f, ", evaluation.auroc());
        line(
                "Defect",
                "%s: %s%s"
                        .formatted(
                                defect.name(),
                                auroc,
                                rate(defect.missed(), defect.count(), "missed", defect.missRate())));
    }

    private void pixels(Assessment assessment) {
        PixelEvaluation pixels = assessment.pixels();
        if (pixels != null) {
            line(
                    "Pixels",
                    String.format(
                            Locale.ROOT,
                            "AUROC %.4f, average precision %.4f, AUPRO %.4f (to 0.3), %.4f (to 0.05)",
                            pixels.auroc(),
                            pixels.averagePrecision(),
                            pixels.aupro30(),
                            pixels.aupro05()));
        } else {
            line("Pixels", "no figures: they need masks that show where defects are");
        }
        if (pixels != null && assessment.withoutMask() > 0) {
            line(
                    "",
                    assessment.withoutMask() == 1
                            ? "1 defective picture has no usable mask and is left out here"
                            : "%d defective pictures have no usable mask and are left out here"
                                    .formatted(assessment.withoutMask()));
        }
    }

    private static String rate(long some, long all, String what, WilsonInterval rate) {
        return String.format(
                Locale.ROOT,
                "%d of %d %s: %.1f %% (95 %% interval %.1f to %.1f %%)",
                some,
                all,
                what,
                100 * rate.proportion(),
                100 * rate.low(),
                100 * rate.high());
    }

    /** Where the report lies. */
    public void report(Path index) {
        line("Report", index.toString());
    }

    private void line(String name, String value) {
        out.println(String.format(Locale.ROOT, "%-9s %s", name, value));
    }
}
