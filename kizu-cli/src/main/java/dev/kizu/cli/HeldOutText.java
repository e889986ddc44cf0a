package dev.kizu.cli;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.calibrate.OddScores;
import dev.kizu.calibrate.Threshold;
import dev.kizu.calibrate.ThresholdMethod;
import dev.kizu.model.PartModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the pictures that a threshold was chosen by can promise, and which of them do not look like the others; for people. */
final class HeldOutText {
    /** A rate that some tens of pictures can promise. */
    private static final double MORE = 0.1;

    private final InspectionThreshold threshold;
    private final float[] heldOut;
    private final OddScores scores;
    private final int count;
    private final PrintStream out;

    /**
     * About a calibrated model.
     *
     * @param out where lines go
     */
    HeldOutText(PartModel model, PrintStream out) {
        this.heldOut = model.heldOut().image(model.score());
        this.threshold = model.threshold();
        this.scores = OddScores.among(heldOut);
        this.count = heldOut.length;
        this.out = out;
    }

    /** Says so if they are too few for the rate. */
    void rate() {
        double rate = threshold.falseAlarmRate();
        double promised = Threshold.promisedRate(count, rate);
        if (promised > rate && byRate()) {
            line(
                    "A false-alarm rate of %s %% takes at least %,d held-out pictures, and there are %,d: the threshold is the largest of their "
                            + "scores, and a rate of %.1f %% is the least that it can promise",
                    Percent.text(rate), Threshold.imagesFor(rate), count, 100 * promised);
            more(promised);
        }
    }

    /** What would follow if a few more good parts might be stopped: one score alone decides, and may be far above the others. */
    private void more(double promised) {
        if (promised < MORE) {
            line(
                    "With --false-alarm-rate %s%% it would be %.4f instead of %.4f; 'kizu calibrate MODEL' changes it without training",
                    Percent.text(MORE),
                    Threshold.atFalseAlarmRate(heldOut, MORE).value(),
                    threshold.value());
        }
    }

    /**
     * Names those that are odd, and says what to do.
     *
     * @param data the folder of the pictures
     * @param again what to do anew without them, such as {@code calibrate again}
     */
    void odd(List<OddPicture> pictures, Path data, String again) {
        if (pictures.isEmpty()) {
            return;
        }
        boolean one = pictures.size() == 1;
        line(
                "Odd: %,d of the %,d held-out pictures %s far above the others, whose scores reach %.4f at most:",
                pictures.size(), count, one ? "lies" : "lie", scores.largestOther());
        for (OddPicture picture : pictures) {
            line("  %s  %.4f", name(picture, data), picture.score());
        }
        String it = one ? "it" : "them";
        boolean decisive = byRate() && threshold.value() > scores.largestOther();
        if (decisive) {
            line("  The threshold is so high because of %s: a defect that looks less bad passes", it);
        }
        line(
                "  Look at %s. What is no good part, or badly taken, is to be left out: run %s with%s",
                it,
                again,
                pictures.stream()
                        .map(picture -> " --exclude " + Invocation.quoted(name(picture, data)))
                        .reduce("", String::concat));
        if (decisive) {
            line(
                    "  If good parts do look like that: more pictures, or --false-alarm-rate %s%% or more, for which %s not decide",
                    Percent.text(rateWithout(pictures.size())), one ? "it does" : "they do");
        }
    }

    private boolean byRate() {
        return threshold.method() == ThresholdMethod.FALSE_ALARM_RATE;
    }

    /** The least rate, in whole percents, for which the threshold is no higher than the largest score that is not odd. */
    private double rateWithout(int odd) {
        return Math.ceil(100.0 * (odd + 1) / (count + 1) - 1e-9) / 100;
    }

    /** As {@code --exclude} takes it. */
    private static String name(OddPicture picture, Path data) {
        return data.relativize(Path.of(picture.file())).toString();
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
