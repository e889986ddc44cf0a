package dev.kizu.image;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;

/**
 * How a decoded picture's pixels have to be read.
 *
 * @param channels 1 for grey, 3 for colour
 * @param bits of a sample: 8 or 16
 */
record PixelLayout(Kind kind, int channels, int bits) {
    enum Kind {
        /** Samples as the file has them. */
        STORED,
        /** Places in a palette. */
        PALETTE,
        /** Something else, which the JDK turns into colours. */
        CONVERTED
    }

    static PixelLayout of(ColorModel model) throws IOException {
        if (model instanceof IndexColorModel palette) {
            return new PixelLayout(Kind.PALETTE, isGray(palette) ? 1 : 3, 8);
        }
        int type = model.getTransferType();
        int bits = model.getComponentSize(0);
        if (!(model instanceof ComponentColorModel)) {
            return new PixelLayout(Kind.CONVERTED, 3, 8);
        }
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT) {
            throw new IOException("it has %d-bit %s, expected whole numbers of 8 or 16 bits, without sign. Convert it"
                    .formatted(
                            bits,
                            type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE
                                    ? "floating-point samples"
                                    : "samples"));
        }
        int colors = model.getColorSpace().getType();
        return switch (colors) {
            case ColorSpace.TYPE_GRAY -> new PixelLayout(Kind.STORED, 1, bits > 8 ? 16 : 8);
            case ColorSpace.TYPE_RGB -> new PixelLayout(Kind.STORED, 3, bits > 8 ? 16 : 8);
            default -> new PixelLayout(Kind.CONVERTED, 3, 8);
        };
    }

    /** Bitmaps have grey as a palette of greys. */
    private static boolean isGray(IndexColorModel palette) {
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i) || palette.getGreen(i) != palette.getBlue(i)) {
                return false;
            }
        }
        return true;
    }
}
