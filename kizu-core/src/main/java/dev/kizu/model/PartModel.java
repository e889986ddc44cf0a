package dev.kizu.model;

import dev.kizu.calibrate.HeldOutScores;
import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.image.Preparation;
import dev.kizu.score.Aggregation;
import dev.kizu.score.ScoreKind;
import java.util.Map;

/**
 * What the models of parts have in common, by whatever method they look at them: how a picture is prepared, how its anomaly map becomes a
 * score, and above which score it is anomalous. Immutable.
 */
public interface PartModel {
    /** How a picture becomes an image. */
    Preparation preparation();

    /** Side of a cell of the anomaly map, in pixels of the working size; divides its height and width. */
    int cell();

    /** The kind of score that decides. */
    ScoreKind score();

    /** How the cells of a map become an image score. */
    Aggregation aggregation();

    /** Scores of held-out normal images; none where the kinds have none. */
    HeldOutScores heldOut();

    /** What is anomalous. */
    InspectionThreshold threshold();

    /** Where the model comes from. */
    Provenance provenance();

    /** How the method looks at parts, for people: names and values in the order in which they are shown. */
    Map<String, String> description();

    /** A copy with another threshold. */
    PartModel withThreshold(InspectionThreshold threshold);

    /** A copy that says where it comes from. */
    PartModel withProvenance(Provenance provenance);
}
