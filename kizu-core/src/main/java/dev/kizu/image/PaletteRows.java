package dev.kizu.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Colours looked up in a palette. */
final class PaletteRows extends PictureRows {
    private final Raster raster;
    private final float[][] palette;
    private final int[] places;

    PaletteRows(BufferedImage picture, int channels) {
        super(channels);
        raster = picture.getRaster();
        places = new int[raster.getWidth()];
        IndexColorModel model = (IndexColorModel) picture.getColorModel();
        palette = new float[channels][model.getMapSize()];
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < model.getMapSize(); i++) {
                palette[channel][i] = OF_BYTE[model.getRGB(i) >> (16 - 8 * channel) & 0xff];
            }
        }
    }

    @Override
    void read(int row, float[] target, int offset, int distance) {
        raster.getSamples(raster.getMinX(), raster.getMinY() + row, places.length, 1, 0, places);
        for (int channel = 0; channel < channels(); channel++) {
            int to = offset + channel * distance;
            for (int x = 0; x < places.length; x++) {
                target[to + x] = palette[channel][places[x]];
            }
        }
    }
}
