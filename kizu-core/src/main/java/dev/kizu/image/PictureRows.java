package dev.kizu.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.io.IOException;

/** The rows of a decoded picture, as numbers in {@code [0, 1]}. */
abstract class PictureRows {
    /** Every byte's number; a division for each sample would take longer. */
    static final float[] OF_BYTE = new float[256];

    static {
        for (int i = 0; i < OF_BYTE.length; i++) {
            OF_BYTE[i] = i / 255f;
        }
    }

    private final int channels;

    PictureRows(int channels) {
        this.channels = channels;
    }

    static PictureRows of(BufferedImage picture) throws IOException {
        PixelLayout layout = PixelLayout.of(picture.getColorModel());
        return switch (layout.kind()) {
            case STORED ->
                isBytes(picture)
                        ? new ByteRows(picture, layout.channels())
                        : new StoredRows(picture, layout.channels());
            case PALETTE -> new PaletteRows(picture, layout.channels());
            case CONVERTED -> new ConvertedRows(picture);
        };
    }

    private static boolean isBytes(BufferedImage picture) {
        return picture.getRaster().getDataBuffer() instanceof DataBufferByte bytes
                && bytes.getNumBanks() == 1
                && picture.getSampleModel() instanceof PixelInterleavedSampleModel
                && picture.getColorModel().getComponentSize(0) == 8
                && !picture.getColorModel().isAlphaPremultiplied();
    }

    /** 1 for grey, 3 for red, green, blue. */
    final int channels() {
        return channels;
    }

    /**
     * Copies a row: channel {@code c}'s samples lie from {@code offset + c * distance} on.
     *
     * @param row counted from the top of the picture as it is stored
     */
    abstract void read(int row, float[] target, int offset, int distance);
}
