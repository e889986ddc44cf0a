package dev.kizu.assess;

import dev.kizu.dataset.LabelledImage;
import dev.kizu.detect.Verdict;
import dev.kizu.score.ScoreKind;
import java.util.Map;

/**
 * What an inspector says of a picture whose label is known.
 *
 * @param picture the file and its label
 * @param height rows of the picture, as it was read
 * @param width columns of the picture, as it was read
 * @param scores the image score of every kind that the model has; larger is more anomalous
 * @param verdict by the kind that decides; its score is finite
 * @param pValue the p-value of that score, in (0, 1]
 * @param milliseconds to read and inspect the picture, without the comparison with a mask
 */
public record AssessedPicture(
        LabelledImage picture,
        int height,
        int width,
        Map<ScoreKind, Double> scores,
        Verdict verdict,
        double pValue,
        double milliseconds) {
    /** Whether there is a defect, and the verdict is that there is none. */
    public boolean missed() {
        return picture.anomalous() && !verdict.anomalous();
    }

    /** Whether there is no defect, and the verdict is that there is one. */
    public boolean falseAlarm() {
        return !picture.anomalous() && verdict.anomalous();
    }
}
