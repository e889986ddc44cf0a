package dev.kizu.flaw;

/**
 * One connected region of an anomaly map above a threshold, with its bounding box.
 *
 * @param x leftmost column of the box
 * @param y topmost row of the box
 * @param width columns of the box, at least 1
 * @param height rows of the box, at least 1
 * @param area pixels of the region (not of the box), at least 1
 * @param peak largest map value in the region; NaN counts as the largest
 * @param peakX column of the peak; of several, of the first, row by row
 * @param peakY row of the peak
 */
public record FlawRegion(int x, int y, int width, int height, int area, float peak, int peakX, int peakY) {
    /** A rounding error must not take in one more row or column. */
    private static final double ROUNDING = 1e-7;

    /**
     * This region in the coordinates of the original picture: the smallest box of whole pixels that holds the scaled one, the area scaled and
     * rounded (at least 1), and the pixel under the centre of the peak.
     */
    public FlawRegion inPicture(MapPlacement placement) {
        int left = (int) Math.floor(placement.left() + x * placement.scaleX() + ROUNDING);
        int top = (int) Math.floor(placement.top() + y * placement.scaleY() + ROUNDING);
        int right = (int) Math.ceil(placement.left() + (x + width) * placement.scaleX() - ROUNDING);
        int bottom = (int) Math.ceil(placement.top() + (y + height) * placement.scaleY() - ROUNDING);
        long scaled = Math.round(area * placement.scaleX() * placement.scaleY());
        return new FlawRegion(
                left,
                top,
                right - left,
                bottom - top,
                (int) Math.min(Integer.MAX_VALUE, Math.max(1, scaled)),
                peak,
                (int) Math.floor(placement.left() + (peakX + 0.5) * placement.scaleX()),
                (int) Math.floor(placement.top() + (peakY + 0.5) * placement.scaleY()));
    }
}
