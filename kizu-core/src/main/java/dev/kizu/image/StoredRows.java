package dev.kizu.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/** Samples as they are stored, however that is. What the JDK converts, it would gamma-correct where the picture is grey. */
final class StoredRows extends PictureRows {
    private final Raster raster;
    private final float[] largest;
    private final int[] samples;
    /** One row's opacity, by which the samples are to be divided; null where they are to stay. */
    private final int @Nullable [] opacity;

    private final float fullOpacity;

    StoredRows(BufferedImage picture, int channels) {
        super(channels);
        raster = picture.getRaster();
        samples = new int[raster.getWidth()];
        ColorModel model = picture.getColorModel();
        largest = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            largest[channel] = (1 << model.getComponentSize(channel)) - 1;
        }
        opacity = model.hasAlpha() && model.isAlphaPremultiplied() ? new int[raster.getWidth()] : null;
        fullOpacity = opacity == null ? 1 : (1 << model.getComponentSize(channels)) - 1;
    }

    @Override
    void read(int row, float[] target, int offset, int distance) {
        int y = raster.getMinY() + row;
        if (opacity != null) {
            raster.getSamples(raster.getMinX(), y, samples.length, 1, channels(), opacity);
        }
        for (int channel = 0; channel < channels(); channel++) {
            raster.getSamples(raster.getMinX(), y, samples.length, 1, channel, samples);
            int to = offset + channel * distance;
            for (int x = 0; x < samples.length; x++) {
                float value = samples[x] / largest[channel];
                target[to + x] = opacity == null ? value : clear(value, opacity[x]);
            }
        }
    }

    private float clear(float value, int opaque) {
        return opaque == 0 ? value : Math.min(1f, value * fullOpacity / opaque);
    }
}
