package dev.kizu.benchmarks.comparison;

import dev.kizu.image.Image;
import dev.kizu.patch.PatchSpec;
import dev.kizu.patch.WindowGrid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Images and windows in direct buffers, as native libraries take them: one after the other, channel by channel, row by row. */
public final class Buffers {
    private Buffers() {}

    /** Room for floats. */
    public static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The first images. */
    public static FloatBuffer images(List<Image> images, int count) {
        Image first = images.get(0);
        FloatBuffer result = floats(count * first.channels() * first.height() * first.width());
        for (Image image : images.subList(0, count)) {
            put(image, 0, 0, new PatchSpec(image.height(), image.width(), image.channels()), result);
        }
        return result.rewind();
    }

    /** The first windows: all of the first image, row by row, then those of the next one. */
    public static FloatBuffer windows(List<Image> images, PatchSpec patch, int stride, int count) {
        WindowGrid grid = WindowGrid.of(images.get(0), patch, stride);
        FloatBuffer result = floats(count * patch.size());
        for (int i = 0; i < count; i++) {
            int window = i % grid.size();
            int row = window / grid.columns() * stride;
            int column = window % grid.columns() * stride;
            put(images.get(i / grid.size()), row, column, patch, result);
        }
        return result.rewind();
    }

    private static void put(Image image, int row, int column, PatchSpec size, FloatBuffer target) {
        float[] plane = new float[size.height() * size.width()];
        for (int channel = 0; channel < size.channels(); channel++) {
            image.copyTo(channel, row, column, size.height(), size.width(), plane, 0, 1);
            target.put(plane);
        }
    }
}
