package dev.kizu.report;

import dev.kizu.assess.Assessment;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.Threshold;
import dev.kizu.evaluate.Confusion;
import dev.kizu.evaluate.Evaluation;
import dev.kizu.evaluate.WilsonInterval;
import dev.kizu.model.PartModel;
import java.util.ArrayList;
import java.util.List;

/** What an assessment says, in plain words and no further than it holds. */
final class AssessmentWords {
    private static final double CHANCE = 0.5;
    /** With fewer pictures of a class than this, rates are said to be coarse. */
    private static final int FEW = 100;

    private final Assessment assessment;
    private final InspectionThreshold threshold;
    private final int heldOut;
    private final Confusion confusion;
    private final long normal;
    private final long anomalous;

    AssessmentWords(Assessment assessment, PartModel model) {
        this.assessment = assessment;
        this.threshold = model.threshold();
        this.heldOut = model.heldOut().image(model.score()).length;
        this.confusion = assessment.confusion();
        this.normal = confusion.passed() + confusion.falseAlarms();
        this.anomalous = confusion.caught() + confusion.missed();
    }

    /** One line. */
    String headline() {
        String finds = "Finds %s defective %s".formatted(of(confusion.caught(), anomalous), parts(anomalous));
        String stops = "%s %s good %s"
                .formatted(anomalous == 0 ? "Stops" : "and stops", of(confusion.falseAlarms(), normal), parts(normal));
        return anomalous == 0 ? stops : normal == 0 ? finds : finds + " " + stops;
    }

    private static String of(long some, long all) {
        String total = Numbers.count(all);
        if (all == 1) {
            return some == 1 ? "the one" : "not the one";
        }
        return some == 0
                ? "none of the " + total
                : some == all ? "all " + total : "%s of %s".formatted(Numbers.count(some), total);
    }

    private static String parts(long count) {
        return count == 1 ? "part" : "parts";
    }

    /** How well the score separates, whatever the threshold. */
    String separation() {
        Evaluation evaluation = assessment.evaluation().orElse(null);
        if (evaluation == null) {
            return normal == 0
                    ? "There are no pictures of good parts here, so nothing can be said of false alarms, nor of how well the score separates."
                    : "There are no pictures of defective parts here, so nothing can be said of misses, nor of how well the score separates.";
        }
        String chance = evaluation.auroc() < CHANCE
                ? "that is %s, which would be 50\u00a0%%".formatted(Conclusion.belowChance(evaluation.aurocHigh()))
                : "50\u00a0% would be chance";
        return "The %s score ranks a defective part above a good one in %s of all pairs (95\u00a0%% interval %s to %s); %s."
                .formatted(
                        Conclusion.name(assessment.score()),
                        Numbers.percents(evaluation.auroc()),
                        Numbers.percents(evaluation.aurocLow()),
                        Numbers.percents(evaluation.aurocHigh()),
                        chance);
    }

    /** What to expect at the model's threshold. */
    String practice() {
        List<String> parts = new ArrayList<>();
        if (normal > 0) {
            parts.add("%s of 100 good parts to be stopped".formatted(ofHundred(confusion.falseAlarmRate())));
        }
        if (anomalous > 0) {
            parts.add(
                    "%s of 100 parts with defects like these to be missed".formatted(ofHundred(confusion.missRate())));
        }
        return "At the model’s threshold, %s, expect %s (95\u00a0%% intervals)."
                .formatted(Numbers.shorter(threshold.value()), String.join(", and ", parts));
    }

    private static String ofHundred(WilsonInterval rate) {
        return "%s to %s".formatted(Numbers.fixed(rate.low() * 100, 0), Numbers.fixed(rate.high() * 100, 0));
    }

    /** How the model's threshold was chosen. */
    String choice() {
        if (Float.isInfinite(threshold.value())) {
            return threshold.value() > 0
                    ? "The model’s threshold is infinite: it calls nothing anomalous."
                    : "The model’s threshold is minus infinity: it calls everything anomalous.";
        }
        return switch (threshold.method()) {
            case FALSE_ALARM_RATE -> byRate();
            case F1 -> "The model’s threshold was chosen for the largest F1 on labelled pictures.";
            case COST ->
                "The model’s threshold was chosen for the least cost on labelled pictures: %s a miss, %s a false alarm."
                        .formatted(Numbers.shorter(threshold.missCost()), Numbers.shorter(threshold.alarmCost()));
            case FIXED -> "The model’s threshold was set by hand.";
        };
    }

    private String byRate() {
        double asked = threshold.falseAlarmRate();
        double promised = heldOut == 0 ? asked : Threshold.promisedRate(heldOut, asked);
        return promised > asked
                ? "The model’s threshold is the largest score of %s held-out good parts: at most %s of good parts were to be stopped, and so few can promise no less than %s."
                        .formatted(Numbers.count(heldOut), Numbers.percents(asked), Numbers.percents(promised))
                : "The model’s threshold was chosen on held-out good parts, so that at most %s of good parts are stopped."
                        .formatted(Numbers.percents(asked));
    }

    /** What to keep in mind. */
    String caution() {
        StringBuilder text = new StringBuilder();
        if ((normal > 0 && normal < FEW) || (anomalous > 0 && anomalous < FEW)) {
            text.append("With few pictures rates are coarse: the intervals say how coarse. ");
        }
        int skipped = assessment.skipped().size();
        if (skipped > 0) {
            text.append("%s could not be inspected and count nowhere; results.csv names them. "
                    .formatted(skipped == 1 ? "One picture" : Numbers.count(skipped) + " pictures"));
        }
        return text.append("Figures hold for parts, defects and light as in these pictures.")
                .toString();
    }
}
