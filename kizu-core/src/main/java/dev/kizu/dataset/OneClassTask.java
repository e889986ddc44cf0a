package dev.kizu.dataset;

import dev.kizu.image.Image;
import java.util.List;

/**
 * One-class anomaly detection cut from a labelled data set: learn from normal images, tell normal from anomalous ones.
 *
 * @param data what the images come from, for people: a folder, or the name of an embedded set
 * @param normal which classes are normal, for people, e.g. {@code 7}
 * @param anomaly which classes are anomalous, for people, e.g. {@code 9} or {@code rest}
 * @param train normal training images; all images have one shape
 * @param testNormal normal test images
 * @param testAnomalous anomalous test images
 */
public record OneClassTask(
        String data,
        String normal,
        String anomaly,
        List<Image> train,
        List<Image> testNormal,
        List<Image> testAnomalous) {
    /** Copies the lists. */
    public OneClassTask {
        train = List.copyOf(train);
        testNormal = List.copyOf(testNormal);
        testAnomalous = List.copyOf(testAnomalous);
    }
}
