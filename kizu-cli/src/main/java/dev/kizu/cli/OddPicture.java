package dev.kizu.cli;

import dev.kizu.calibrate.OddScores;
import dev.kizu.model.PartModel;
import java.nio.file.Path;
import java.util.List;

/**
 * A held-out picture whose score lies far above those of the others: the names and the order of the components are part of what
 * {@code --json} prints.
 *
 * @param file the picture
 * @param score its score
 */
record OddPicture(String file, float score) {
    /**
     * Those of a calibration, the worst first.
     *
     * @param model the calibrated model
     * @param heldOut the pictures that it was calibrated by, in the order of its held-out scores
     */
    static List<OddPicture> of(PartModel model, List<Path> heldOut) {
        float[] scores = model.heldOut().image(model.score());
        return OddScores.among(scores).images().stream()
                .map(i -> new OddPicture(heldOut.get(i).toString(), scores[i]))
                .toList();
    }
}
