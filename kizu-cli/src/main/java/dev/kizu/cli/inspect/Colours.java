package dev.kizu.cli.inspect;

import dev.kizu.image.Image;

/** Whether a picture has colours to be seen. */
final class Colours {
    /** Two steps of 8 bits: less is the noise of a camera or of JPEG. */
    private static final float VISIBLE = 2.5f / 255;
    /** Pixels that are looked at along each side, so that large pictures take no longer. */
    private static final int POINTS = 64;

    private Colours() {}

    static boolean areIn(Image picture) {
        if (picture.channels() < 3) {
            return false;
        }
        int down = Math.max(1, picture.height() / POINTS);
        int across = Math.max(1, picture.width() / POINTS);
        for (int y = down / 2; y < picture.height(); y += down) {
            for (int x = across / 2; x < picture.width(); x += across) {
                float red = picture.get(0, y, x);
                float green = picture.get(1, y, x);
                float blue = picture.get(2, y, x);
                if (Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) > VISIBLE) {
                    return true;
                }
            }
        }
        return false;
    }
}
