package dev.kizu.assess;

import dev.kizu.dataset.LabelledImage;
import dev.kizu.image.Image;
import dev.kizu.image.ImageFiles;
import dev.kizu.image.Mask;
import dev.kizu.inspect.PartInspection;
import dev.kizu.inspect.PartInspector;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What came of one picture.
 *
 * @param picture the result; null if the picture is left out
 * @param sample for the figures of pixels; null if the picture does not count there
 * @param problem of the picture or, if there is a result, of its mask; null if there is none
 */
record PictureReading(
        @Nullable AssessedPicture picture,
        @Nullable PixelSample sample,
        @Nullable AssessmentProblem problem) {
    /** Reads and inspects a picture, and prepares the comparison with its mask where pixels are to be compared. */
    static PictureReading of(PartInspector inspector, LabelledImage labelled, boolean pixels) {
        long start = System.nanoTime();
        try {
            Image image = ImageFiles.read(labelled.file());
            PartInspection inspection = inspector.inspect(image);
            double milliseconds = (System.nanoTime() - start) * 1e-6;
            double score = inspection.verdict().score();
            if (!Double.isFinite(score)) {
                return left(
                        labelled,
                        "its score is %s, expected a finite number: the model cannot score this picture. Train it again, or leave the picture out"
                                .formatted(score));
            }
            AssessedPicture assessed = new AssessedPicture(
                    labelled,
                    image.height(),
                    image.width(),
                    inspection.scores(),
                    inspection.verdict(),
                    inspection.pValue(),
                    milliseconds);
            return pixels ? compared(inspector, assessed, inspection) : new PictureReading(assessed, null, null);
        } catch (IOException | IllegalArgumentException e) {
            return left(labelled, String.valueOf(e.getMessage()));
        }
    }

    private static PictureReading left(LabelledImage labelled, String reason) {
        return new PictureReading(null, null, new AssessmentProblem(labelled.file(), reason));
    }

    private static PictureReading compared(
            PartInspector inspector, AssessedPicture assessed, PartInspection inspection) {
        Path file = assessed.picture().mask();
        Mask truth = null;
        if (assessed.picture().anomalous()) {
            if (file == null) {
                return new PictureReading(assessed, null, null);
            }
            String problem;
            try {
                truth = Mask.read(file);
                problem = problem(truth, assessed);
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
            }
            if (truth == null || problem != null) {
                return new PictureReading(assessed, null, new AssessmentProblem(file, String.valueOf(problem)));
            }
        }
        for (float value : inspection.map().values()) {
            if (!Float.isFinite(value)) {
                return new PictureReading(
                        assessed,
                        null,
                        new AssessmentProblem(
                                assessed.picture().file(),
                                "its map holds %s, expected finite numbers: it cannot be compared".formatted(value)));
            }
        }
        PixelSample sample = PixelSample.of(
                inspection.map(), inspector.model().preparation(), assessed.height(), assessed.width(), truth);
        return new PictureReading(assessed, sample, null);
    }

    private static @Nullable String problem(Mask mask, AssessedPicture picture) {
        if (mask.height() != picture.height() || mask.width() != picture.width()) {
            return "the mask has %d x %d pixels (width x height), its picture %s has %d x %d: a mask has to have its picture's size"
                    .formatted(
                            mask.width(), mask.height(), picture.picture().file(), picture.width(), picture.height());
        }
        return mask.count() == 0 ? "the mask is all black: it does not say where the defect is" : null;
    }
}
