package dev.kizu.experiment;

/**
 * How fast the test images were scored.
 *
 * @param seconds wall-clock time
 * @param images number of images
 * @param windows number of windows in all images
 */
public record ScoringSummary(double seconds, int images, long windows) {
    /** Windows a second. */
    public double windowsPerSecond() {
        return windows / seconds;
    }
}
