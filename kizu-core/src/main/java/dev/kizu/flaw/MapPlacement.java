package dev.kizu.flaw;

/**
 * Where an anomaly map lies on the picture that it was made of: the picture may have been cropped, then scaled, before it was scored. A map
 * pixel {@code (x, y)} covers the rectangle from {@code (left + x * scaleX, top + y * scaleY)}, {@code scaleX} wide and {@code scaleY}
 * high.
 *
 * @param left column of the picture at which the map begins, in picture pixels
 * @param top row of the picture at which the map begins, in picture pixels
 * @param scaleX picture pixels to a map pixel across, above 0
 * @param scaleY picture pixels to a map pixel down, above 0
 */
public record MapPlacement(double left, double top, double scaleX, double scaleY) {
    /** @throws IllegalArgumentException if an offset is not finite, or a scale is not finite and above 0 */
    public MapPlacement {
        boolean offsets = Double.isFinite(left) && Double.isFinite(top);
        boolean scales = scaleX > 0 && scaleY > 0 && Double.isFinite(scaleX) && Double.isFinite(scaleY);
        if (!offsets || !scales) {
            throw new IllegalArgumentException(
                    "a map lies at %s, %s with scales %s, %s: expected finite numbers, and scales above 0"
                            .formatted(left, top, scaleX, scaleY));
        }
    }

    /** A map pixel to every picture pixel. */
    public static MapPlacement identity() {
        return new MapPlacement(0, 0, 1, 1);
    }

    /** A map that covers the whole picture; all sides at least 1. */
    public static MapPlacement covering(int pictureHeight, int pictureWidth, int mapHeight, int mapWidth) {
        return new MapPlacement(0, 0, (double) pictureWidth / mapWidth, (double) pictureHeight / mapHeight);
    }
}
