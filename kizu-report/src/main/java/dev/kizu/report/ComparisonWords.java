package dev.kizu.report;

import dev.kizu.assess.Assessment;
import dev.kizu.dataset.LabelledImage;
import dev.kizu.evaluate.PairedTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What a comparison says, in plain words and no further than it holds. */
final class ComparisonWords {
    private static final double SIGNIFICANT = 0.05;

    private final List<ComparedMethod> methods;

    ComparisonWords(List<ComparedMethod> methods) {
        this.methods = methods;
    }

    private boolean ranked() {
        return methods.stream().allMatch(method -> auroc(method).isPresent());
    }

    private static OptionalDouble auroc(ComparedMethod method) {
        return method.mean(ComparedRun::imageAuroc);
    }

    private static String printed(ComparedMethod method) {
        return Numbers.rate(auroc(method).orElseThrow());
    }

    /** Those whose AUROC is the largest, as it is printed. */
    private List<ComparedMethod> leaders() {
        ComparedMethod best = methods.stream()
                .max(Comparator.comparingDouble(method -> auroc(method).orElseThrow()))
                .orElseThrow();
        return methods.stream()
                .filter(method -> printed(method).equals(printed(best)))
                .toList();
    }

    private boolean several() {
        return methods.stream().anyMatch(method -> method.runs().size() > 1);
    }

    /** One line. */
    String headline() {
        if (!ranked()) {
            return "Nothing to rank: AUROC needs pictures of both good and defective parts";
        }
        List<ComparedMethod> leaders = leaders();
        String figure = "%s image AUROC of %s".formatted(several() ? "a mean" : "an", printed(leaders.get(0)));
        if (leaders.size() == methods.size()) {
            return leaders.size() == 1
                    ? "%s has %s".formatted(names(leaders), figure)
                    : "%s are level, with %s".formatted(names(leaders), figure);
        }
        return "%s %s, with %s".formatted(names(leaders), leaders.size() == 1 ? "leads" : "lead", figure);
    }

    private static String names(List<ComparedMethod> some) {
        List<String> names = some.stream().map(ComparedMethod::name).toList();
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** Whether what leads does so by more than chance. */
    String differences() {
        if (!ranked() || methods.size() < 2) {
            return "";
        }
        ComparedMethod best = leaders().get(0);
        List<String> sentences = new ArrayList<>();
        for (ComparedMethod other : methods) {
            if (!other.name().equals(best.name()) && files(other).equals(files(best))) {
                sentences.add(difference(best, other));
            }
        }
        return sentences.isEmpty()
                ? "Methods left out different pictures, so differences between them cannot be tested."
                : String.join(" ", sentences)
                        + (several()
                                ? " Tests are those of the first seed (paired DeLong)."
                                : " Tests are paired (DeLong).");
    }

    private static List<LabelledImage> files(ComparedMethod method) {
        return method.first().assessment().pictures().stream()
                .map(one -> one.picture())
                .toList();
    }

    private static String difference(ComparedMethod best, ComparedMethod other) {
        Assessment a = best.first().assessment();
        Assessment b = other.first().assessment();
        PairedTest test = PairedTest.deLong(a.scores(false), a.scores(true), b.scores(false), b.scores(true));
        if (test.difference() == 0) {
            return "%s and %s have the same AUROC.".formatted(best.name(), other.name());
        }
        return "%s is %s %s by %s, %s (%s)."
                .formatted(
                        best.name(),
                        test.difference() > 0 ? "ahead of" : "behind",
                        other.name(),
                        Numbers.fixed(Math.abs(test.difference()), 4),
                        test.pValue() < SIGNIFICANT ? "more than chance would give" : "which may be chance",
                        Numbers.pValue(test.pValue()));
    }

    /** Whose maps find defects best; empty where there are no masks. */
    String places() {
        List<ComparedMethod> known = methods.stream()
                .filter(method -> method.mean(ComparedRun::aupro30).isPresent())
                .toList();
        if (known.size() < 2) {
            return "";
        }
        ComparedMethod best = known.stream()
                .max(Comparator.comparingDouble(
                        method -> method.mean(ComparedRun::aupro30).orElseThrow()))
                .orElseThrow();
        return "Of the maps, those of %s find the places of defects best: AUPRO %s, AUROC of pixels %s."
                .formatted(
                        best.name(),
                        Numbers.rate(best.mean(ComparedRun::aupro30).orElseThrow()),
                        Numbers.rate(best.mean(ComparedRun::pixelAuroc).orElseThrow()));
    }

    /** Which is cheapest; empty where there is nothing to compare with. */
    String costs() {
        return methods.size() < 2
                ? ""
                : "Fastest to train: %s. Fastest to inspect: %s. Smallest model: %s."
                        .formatted(
                                least(method ->
                                        method.mean(ComparedRun::trainSeconds).orElseThrow()),
                                least(method -> method.mean(ComparedRun::millisecondsPerImage)
                                        .orElseThrow()),
                                least(method -> method.mean(run -> (double) run.modelBytes())
                                        .orElseThrow()));
    }

    private String least(ToDoubleFunction<ComparedMethod> figure) {
        return methods.stream()
                .min(Comparator.comparingDouble(figure))
                .map(ComparedMethod::name)
                .orElseThrow();
    }

    /** What to keep in mind. */
    String caution() {
        String left = methods.stream()
                .filter(method -> !method.first().assessment().skipped().isEmpty())
                .map(method -> "%s left out %s"
                        .formatted(
                                method.name(),
                                Numbers.count(
                                        method.first().assessment().skipped().size())))
                .collect(Collectors.joining(", "));
        return (left.isEmpty() ? "" : "Pictures that could not be inspected count nowhere: %s. ".formatted(left))
                + "The method that looks best on these pictures looks better on them than it will be on others; where methods are near each other, "
                + "take the one that costs less.";
    }
}
