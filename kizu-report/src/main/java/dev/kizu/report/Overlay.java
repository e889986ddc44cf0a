package dev.kizu.report;

import dev.kizu.detect.ScoreMap;
import dev.kizu.flaw.MapPlacement;
import dev.kizu.image.Image;
import dev.kizu.image.PngEncoder;
import java.util.Arrays;

/**
 * A picture with what is wrong on it: its anomaly map as a translucent layer of heat, outlines around the regions above the threshold (white
 * within, black without), and at the side a bar of the colours with the scores at its ends and a mark at the threshold.
 *
 * <p>The picture is shrunk by a whole factor so that its longest side has at most 1024 pixels, or enlarged by one so that it has at least 129 (up
 * to 256). Where it is shrunk below the map, each of its pixels shows the largest of the scores that it stands for. Needs neither fonts nor a
 * display. Safe for use by several threads.
 */
public final class Overlay {
    private static final int LONGEST_SIDE = 1024;
    private static final int ENLARGED_SIDE = 256;
    private static final int BACKGROUND = 0x24262b;
    private static final int TEXT = 0xe6e7e9;
    private static final int GAP = 6;
    private static final int BAR = 12;
    private static final int MARK = 3;
    /** From this height on, the scale's text is drawn twice as large. */
    private static final int TALL = 512;

    private Overlay() {}

    /** An overlay of a map that covers the whole picture; see {@link #png(Image, ScoreMap, MapPlacement, float, double, double)}. */
    public static byte[] png(Image picture, ScoreMap map, float threshold, double low, double high) {
        MapPlacement placement = MapPlacement.covering(picture.height(), picture.width(), map.rows(), map.columns());
        return png(picture, map, placement, threshold, low, high);
    }

    /**
     * Draws an overlay.
     *
     * @param picture the original picture, of any size; three channels are colours, other numbers become grey
     * @param map pixel scores, larger is more anomalous; those that are no numbers (NaN) are as hot as can be and above every threshold
     * @param placement where the map lies on the picture; what lies beyond stays as it is
     * @param threshold pixels above it are outlined; infinite for no outlines; not NaN
     * @param low the score of the lowest colour, finite; lower ones have that colour too
     * @param high the score of the highest colour, finite and above {@code low}
     * @return the bytes of a PNG file
     * @throws IllegalArgumentException if the threshold is NaN or the ends of the scale make none
     */
    public static byte[] png(
            Image picture, ScoreMap map, MapPlacement placement, float threshold, double low, double high) {
        if (!(high > low) || !Double.isFinite(high - low) || Float.isNaN(threshold)) {
            throw new IllegalArgumentException(
                    "the scale goes from %s to %s and the threshold is %s: expected finite ends, the second above the first, and a number"
                            .formatted(low, high, threshold));
        }
        ColorScale scale = new ColorScale(low, high);
        int longest = Math.max(picture.height(), picture.width());
        int shrink = (longest + LONGEST_SIDE - 1) / LONGEST_SIDE;
        int enlarge = Math.max(1, ENLARGED_SIDE / longest);
        Picture base = Picture.of(picture).shrunk(LONGEST_SIDE).enlarged(enlarge);
        Picture painted = painted(base, (double) enlarge / shrink, map, placement, threshold, scale);
        Picture beside = beside(painted, scale, threshold);
        return PngEncoder.rgb(beside.height(), beside.width(), beside.rgb());
    }

    /**
     * A picture under heat and outlines, without the bar.
     *
     * @param base the picture, shrunk or enlarged
     * @param size its pixels to a pixel of the original picture
     * @param placement where the map lies on the original picture
     */
    static Picture painted(
            Picture base, double size, ScoreMap map, MapPlacement placement, float threshold, ColorScale scale) {
        MapSampling rows =
                new MapSampling(base.height(), map.rows(), placement.top() * size, placement.scaleY() * size);
        MapSampling columns =
                new MapSampling(base.width(), map.columns(), placement.left() * size, placement.scaleX() * size);
        int[] rgb = base.rgb().clone();
        HeatLayer.of(map, rows, columns, threshold, scale).paint(rgb);
        return new Picture(base.height(), base.width(), rgb);
    }

    /** The picture with the bar at its right. */
    private static Picture beside(Picture picture, ColorScale scale, float threshold) {
        int dot = picture.height() >= TALL ? 2 : 1;
        int line = Digits.HEIGHT * dot;
        String top = Digits.text(scale.high());
        String bottom = Digits.text(scale.low());
        int labels = Math.max(Digits.width(top, dot), Digits.width(bottom, dot));
        int bar = picture.width() + GAP;
        int text = bar + BAR + 2 * MARK;
        int width = text + labels + GAP;
        int height = Math.max(picture.height(), 2 * line + GAP);
        int[] canvas = new int[height * width];
        Arrays.fill(canvas, BACKGROUND);
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.rgb(), y * picture.width(), canvas, y * width, picture.width());
        }
        for (int y = 0; y < height; y++) {
            int color = ColorMap.color(1 - y / (height - 1.0));
            Arrays.fill(canvas, y * width + bar, y * width + bar + BAR, color);
        }
        if (threshold >= scale.low() && threshold <= scale.high()) {
            int y = (int) Math.round((1 - scale.share(threshold)) * (height - 1));
            Arrays.fill(canvas, y * width + bar - MARK, y * width + bar + BAR + MARK, TEXT);
        }
        Digits.draw(top, canvas, width, 0, text, dot, TEXT);
        Digits.draw(bottom, canvas, width, height - line, text, dot, TEXT);
        return new Picture(height, width, canvas);
    }
}
