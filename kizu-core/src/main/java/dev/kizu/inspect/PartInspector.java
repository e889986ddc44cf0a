package dev.kizu.inspect;

import dev.kizu.calibrate.InspectionThreshold;
import dev.kizu.image.Image;
import dev.kizu.model.PartModel;

/**
 * Inspects pictures of parts by a model: whether they are like those that the model was trained on, and where not. Thread-safe; an inspection
 * runs on the calling thread, so inspect several pictures from several threads.
 */
public interface PartInspector extends AutoCloseable {
    /** The model. */
    PartModel model();

    /**
     * Inspects a picture of any size, as it was read.
     *
     * @throws IllegalArgumentException if the model's region is not within the picture
     */
    PartInspection inspect(Image picture);

    /** Which cells of the map count, row by row; a copy. */
    boolean[] insideCells();

    /** The same inspector with another threshold; it shares what this one holds, and closing either closes both. */
    PartInspector withThreshold(InspectionThreshold threshold);

    /** Frees what the inspector holds outside of the heap; it must not be used afterwards. */
    @Override
    default void close() {}
}
