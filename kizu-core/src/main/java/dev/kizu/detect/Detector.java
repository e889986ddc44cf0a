package dev.kizu.detect;

import dev.kizu.image.Image;
import java.util.List;
import java.util.Map;

/** Scores images. Immutable and safe to use from several threads. */
public interface Detector {
    /** Looks closely at one image: all window terms, window scores, image scores and the pixel map. */
    Inspection inspect(Image image);

    /** The image scores of many images of one shape, fast: one array for each kind of score, in the order of the images. */
    Map<ScoreKind, double[]> score(List<Image> images);

    /** The options. */
    DetectorOptions options();
}
