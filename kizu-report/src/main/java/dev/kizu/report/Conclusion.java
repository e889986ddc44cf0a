package dev.kizu.report;

import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.PairedTest;
import dev.kizu.experiment.ExperimentResult;
import dev.kizu.experiment.MethodResult;
import dev.kizu.score.ScoreKind;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the numbers say, in plain words and no further than they hold. */
final class Conclusion {
    private static final double SIGNIFICANT = 0.05;
    private static final double SMALL = 0.01;

    /** AUROC of a score that says nothing. */
    private static final double CHANCE = 0.5;

    /** More errors than this in 1,000 images of a class are called unusable. */
    private static final int UNUSABLE = 300;

    /** With fewer test images of a class than this, rates are said to be coarse. */
    private static final int FEW = 100;

    private final Seeds seeds;
    private final ExperimentResult run;
    private final MethodResult best;
    private final PairedTest lead;

    Conclusion(Seeds seeds) {
        this.seeds = seeds;
        this.run = seeds.first();
        this.best = run.best();
        MethodResult next = next();
        this.lead = PairedTest.deLong(
                best.normalScores(), best.anomalousScores(), next.normalScores(), next.anomalousScores());
    }

    /** One line. */
    String headline() {
        if (seeds.runs().size() > 1) {
            DoubleSummaryStatistics auroc = seeds.auroc(seeds.best());
            String text = "The %s score has the largest mean AUROC: %s over %d seeds"
                    .formatted(
                            name(seeds.best()),
                            Numbers.rate(auroc.getAverage()),
                            seeds.runs().size());
            return auroc.getAverage() < CHANCE ? text + ", " + belowChance(auroc.getMax()) : text;
        }
        if (best.evaluation().auroc() < CHANCE) {
            return "Every score is worse than chance in this run";
        }
        if (!(best.evaluation().aurocLow() > CHANCE)) {
            return "No score tells anomalous from normal beyond chance in this run";
        }
        return (lead.pValue() < SIGNIFICANT
                        ? "The %s score separates best: AUROC %s"
                        : "The %s score has the largest AUROC, %s, by no clear margin")
                .formatted(name(best.kind()), Numbers.rate(best.evaluation().auroc()));
    }

    /** What the best score achieves. */
    String achievement() {
        Evaluation evaluation = best.evaluation();
        String text =
                ("%s It saw no anomalous one. The %s score ranks an anomalous test image above a normal one in %s\u00a0%% of all "
                                + "pairs (95\u00a0%% interval %s to %s\u00a0%%); %s.")
                        .formatted(
                                learned(),
                                name(best.kind()),
                                Numbers.fixed(evaluation.auroc() * 100, 1),
                                Numbers.fixed(evaluation.aurocLow() * 100, 1),
                                Numbers.fixed(evaluation.aurocHigh() * 100, 1),
                                evaluation.auroc() < CHANCE
                                        ? "that is %s, which would be 50\u00a0%%"
                                                .formatted(belowChance(evaluation.aurocHigh()))
                                        : "50\u00a0% would be chance");
        return seeds.runs().size() == 1 ? text : shown() + " " + text;
    }

    private String learned() {
        int images = run.task().train().size();
        String text = "Kizu learned from %s normal images of “%s”"
                .formatted(Numbers.count(images - run.heldOut()), run.task().data());
        return run.heldOut() == 0
                ? text + "."
                : text + ", and %s more were held out to calibrate the scores.".formatted(Numbers.count(run.heldOut()));
    }

    /** How the scores compare, and whether that is more than chance. */
    String comparison() {
        String others = run.methods().stream()
                .filter(method -> method.kind() != best.kind())
                .sorted(Comparator.comparingDouble(
                        (MethodResult method) -> -method.evaluation().auroc()))
                .map(Conclusion::reached)
                .collect(Collectors.joining(" and "));
        String text = "On the same images %s. %s".formatted(others, difference(best.kind(), next().kind(), lead));
        boolean experimentTestedTheLead = best.kind() != ScoreKind.JOINT && next().kind() != ScoreKind.JOINT;
        return experimentTestedTheLead
                ? text
                : text + " " + difference(ScoreKind.UNREGULARIZED, ScoreKind.ELBO, run.paired());
    }

    private static String reached(MethodResult method) {
        Evaluation evaluation = method.evaluation();
        String text =
                "the %s score reaches an AUROC of %s".formatted(name(method.kind()), Numbers.rate(evaluation.auroc()));
        return evaluation.auroc() < CHANCE ? "%s (%s)".formatted(text, belowChance(evaluation.aurocHigh())) : text;
    }

    /** What an AUROC below 0.5 is, given the upper end of its interval or range. */
    static String belowChance(double high) {
        return high < CHANCE ? "worse than chance" : "worse than chance, but not clearly so";
    }

    private static String difference(ScoreKind first, ScoreKind second, PairedTest test) {
        ScoreKind ahead = test.difference() < 0 ? second : first;
        ScoreKind behind = ahead == first ? second : first;
        return "The %s score leads the %s score by %s, %s (paired DeLong test, %s)."
                .formatted(
                        name(ahead),
                        name(behind),
                        Numbers.rate(Math.abs(test.difference())),
                        verdict(test),
                        Numbers.pValue(test.pValue()));
    }

    private static String verdict(PairedTest test) {
        if (test.pValue() >= SIGNIFICANT) {
            return "which may well be chance";
        }
        return Math.abs(test.difference()) < SMALL
                ? "a small difference, but one that would be rare if both were equally good"
                : "a difference that would be rare if both were equally good";
    }

    private MethodResult next() {
        return run.methods().stream()
                .filter(method -> method.kind() != best.kind())
                .max(Comparator.comparingDouble(method -> method.evaluation().auroc()))
                .orElseThrow();
    }

    /** What it means where parts are inspected. */
    String practice() {
        Verdicts verdicts = Verdicts.of(best);
        int caught = verdicts.caughtOf(1000);
        int alarms = verdicts.falseAlarmsOf(1000);
        String judgement = 1000 - caught > UNUSABLE || alarms > UNUSABLE
                ? " Errors this frequent would hardly be usable on a line."
                : "";
        return ("With the %s score’s threshold at %s, where F1 is largest (%s): of 1,000 anomalous images %s are caught and %s slip "
                        + "through; of 1,000 normal ones %s are false alarms.%s")
                .formatted(
                        name(best.kind()),
                        Numbers.shorter(best.evaluation().f1Threshold()),
                        Numbers.rate(best.evaluation().f1Max()),
                        about(caught, best.anomalousScores()),
                        Numbers.count(1000 - caught),
                        about(alarms, best.normalScores()),
                        judgement);
    }

    private static String about(int ofThousand, double[] scores) {
        return (scores.length == 1000 ? "" : "about ") + Numbers.count(ofThousand);
    }

    /** What the numbers do not say. */
    String caution() {
        String runs = seeds.runs().size() == 1
                ? "and this is a single training run"
                : "and the charts show the first run only";
        return ("Score and threshold were chosen on these very test images, %s: expect somewhat less on new images, and set the "
                                + "threshold by what a miss and a false alarm cost you.")
                        .formatted(runs)
                + few();
    }

    private String few() {
        int anomalous = best.anomalousScores().length;
        int normal = best.normalScores().length;
        int fewest = Math.min(anomalous, normal);
        if (fewest >= FEW) {
            return "";
        }
        String text = " There are only %d anomalous and %d normal test images, so a single image can move a rate by %s."
                .formatted(anomalous, normal, Numbers.percent(1.0 / fewest));
        return best.evaluation().auroc() == 1
                ? text
                        + " They lie in perfect order, which so few may do by chance: the interval reaches down to %s."
                                .formatted(Numbers.rate(best.evaluation().aurocLow()))
                : text;
    }

    private String shown() {
        return "From here on, this page shows the run with seed %d in full."
                .formatted(run.options().vae().seed());
    }

    /** A score’s name within a sentence. */
    static String name(ScoreKind kind) {
        return kind == ScoreKind.ELBO ? kind.title() : kind.title().toLowerCase(Locale.ROOT);
    }
}
