package dev.kizu.report;

import dev.kizu.evaluate.Confusion;
import dev.kizu.experiment.MethodResult;
import java.util.Arrays;

/**
 * What the F1-max threshold of a score makes of the test images.
 *
 * @param caught anomalous images at or above the threshold
 * @param missed anomalous images below it
 * @param falseAlarms normal images at or above it
 * @param passed normal images below it
 */
record Verdicts(int caught, int missed, int falseAlarms, int passed) {
    static Verdicts of(MethodResult method) {
        int caught = atOrAbove(method.anomalousScores(), method.evaluation().f1Threshold());
        int alarms = atOrAbove(method.normalScores(), method.evaluation().f1Threshold());
        return new Verdicts(
                caught, method.anomalousScores().length - caught, alarms, method.normalScores().length - alarms);
    }

    static Verdicts of(Confusion confusion) {
        return new Verdicts(
                Math.toIntExact(confusion.caught()),
                Math.toIntExact(confusion.missed()),
                Math.toIntExact(confusion.falseAlarms()),
                Math.toIntExact(confusion.passed()));
    }

    /** Both classes as bars, each cut where the verdicts are wrong. */
    String html(ClassNames names) {
        return Template.named("outcome.html")
                .text(
                        "description",
                        "Of the test images, %d %s are caught and %d missed, %d %s pass and %d are false alarms."
                                .formatted(caught, names.anomalous(), missed, passed, names.normal(), falseAlarms))
                .text("anomalous", names.anomalousTitle())
                .text("normal", names.normalTitle())
                .text("caught", Numbers.count(caught))
                .text("missed", Numbers.count(missed))
                .text("passed", Numbers.count(passed))
                .text("alarms", Numbers.count(falseAlarms))
                .text("caughtFlex", Integer.toString(caught))
                .text("missedFlex", Integer.toString(missed))
                .text("passedFlex", Integer.toString(passed))
                .text("alarmsFlex", Integer.toString(falseAlarms))
                .render();
    }

    /** Of so many anomalous images, how many would be caught. */
    int caughtOf(int images) {
        return (int) Math.round((double) images * caught / (caught + missed));
    }

    /** Of so many normal images, how many would be called anomalous. */
    int falseAlarmsOf(int images) {
        return (int) Math.round((double) images * falseAlarms / (falseAlarms + passed));
    }

    private static int atOrAbove(double[] scores, double threshold) {
        return (int) Arrays.stream(scores).filter(score -> score >= threshold).count();
    }
}
