package dev.kizu.assess;

import dev.kizu.dataset.LabelledImage;
import dev.kizu.inspect.PartInspector;
import java.util.List;

/**
 * Lets an inspector inspect labelled pictures, and counts how often it is right.
 *
 * <p>Figures of pixels compare the anomaly map, stretched over the part of the picture that the model looks at, with the mask, pixel by pixel
 * of the picture; parts of more than 4 million pixels are compared at a whole fraction of their size. Where the model looks at a region
 * only, or a mask excludes pixels, the others do not count. All pixels of a normal picture are normal, and those of an anomalous one outside
 * of its mask. A mask has to have the size of its picture: one of another size is not stretched, since nobody can tell whether it
 * was cut or scaled, but reported and left out, as are masks that mark nothing and those that cannot be read. The picture then counts for
 * the figures of images alone.
 *
 * <p>Memory holds one picture a thread, a hundred megabytes for the figures of pixels, and a few hundred bytes for each picture that is done.
 */
public final class Assessor {
    private Assessor() {}

    /**
     * Assesses an inspector. The same pictures give the same figures, bit for bit, whatever the number of threads.
     *
     * @param pictures at least one; pictures that cannot be read or do not fit the model are left out and reported
     * @param threads at least 1
     * @throws IllegalArgumentException if there is no picture, or no thread
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Assessment assess(
            PartInspector inspector, List<LabelledImage> pictures, int threads, AssessmentListener listener) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("there are no labelled pictures to assess; give at least one");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads is %d, expected at least 1".formatted(threads));
        }
        return new AssessmentRun(inspector, pictures, listener).run(threads);
    }
}
