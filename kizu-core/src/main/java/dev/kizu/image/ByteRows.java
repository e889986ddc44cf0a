package dev.kizu.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** Bytes side by side, pixel after pixel: what nearly all files are decoded to. */
final class ByteRows extends PictureRows {
    private final byte[] bytes;
    private final int[] first;
    private final int pixelStep;
    private final int rowStep;
    private final int width;

    ByteRows(BufferedImage picture, int channels) {
        super(channels);
        Raster raster = picture.getRaster();
        PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
        DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
        bytes = buffer.getData();
        pixelStep = model.getPixelStride();
        rowStep = model.getScanlineStride();
        width = raster.getWidth();
        first = model.getBandOffsets();
        for (int band = 0; band < first.length; band++) {
            first[band] += buffer.getOffset()
                    + (raster.getMinX() - raster.getSampleModelTranslateX()) * pixelStep
                    + (raster.getMinY() - raster.getSampleModelTranslateY()) * rowStep;
        }
    }

    @Override
    void read(int row, float[] target, int offset, int distance) {
        for (int channel = 0; channel < channels(); channel++) {
            int from = first[channel] + row * rowStep;
            int to = offset + channel * distance;
            for (int x = 0; x < width; x++) {
                target[to + x] = OF_BYTE[bytes[from + x * pixelStep] & 0xff];
            }
        }
    }
}
