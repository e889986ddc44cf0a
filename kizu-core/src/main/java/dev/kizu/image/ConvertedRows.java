package dev.kizu.image;

import java.awt.image.BufferedImage;

/** The colours that the JDK shows: of packed pixels, inks and rare colour spaces. */
final class ConvertedRows extends PictureRows {
    private final BufferedImage picture;
    private final int[] pixels;

    ConvertedRows(BufferedImage picture) {
        super(3);
        this.picture = picture;
        pixels = new int[picture.getWidth()];
    }

    @Override
    void read(int row, float[] target, int offset, int distance) {
        picture.getRGB(0, row, pixels.length, 1, pixels, 0, pixels.length);
        for (int channel = 0; channel < 3; channel++) {
            int to = offset + channel * distance;
            for (int x = 0; x < pixels.length; x++) {
                target[to + x] = OF_BYTE[pixels[x] >> (16 - 8 * channel) & 0xff];
            }
        }
    }
}
