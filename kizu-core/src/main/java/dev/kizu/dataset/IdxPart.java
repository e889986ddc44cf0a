package dev.kizu.dataset;

import dev.kizu.image.Image;
import java.io.IOException;

/**
 * The training or the test part of a data set: a file of images and a file of their labels.
 *
 * @param images an IDX file of unsigned bytes with three dimensions: images, rows, columns
 * @param labels an IDX file of unsigned bytes with one dimension
 */
record IdxPart(IdxSource images, IdxSource labels) {
    private static final int MAX_IMAGES = 100_000_000;
    private static final int MAX_SIDE = 65_535;
    private static final int MAX_PIXELS = 1 << 24;

    /** Receives the images whose labels are wanted. */
    @FunctionalInterface
    interface Receiver {
        void accept(int label, Image image);
    }

    /** The size of all images of a part, in pixels. */
    record Shape(int rows, int columns) {
        @Override
        public String toString() {
            return rows + "x" + columns;
        }
    }

    /** Reads all labels, one byte each. */
    byte[] readLabels() throws IOException {
        try (IdxStream in = IdxStream.open(labels)) {
            in.expectMagic(IdxStream.LABELS);
            int count = in.nextSize("labels", 0, MAX_IMAGES);
            byte[] all = in.next(count, "labels");
            in.expectEnd(count + " labels");
            return all;
        }
    }

    /**
     * Reads the images in order and hands over those that are wanted; only one image of the file is in memory at a time.
     *
     * @param all the labels
     * @param wanted which labels are wanted, by label
     */
    Shape readImages(byte[] all, boolean[] wanted, Receiver receiver) throws IOException {
        try (IdxStream in = IdxStream.open(images)) {
            in.expectMagic(IdxStream.IMAGES);
            int count = in.nextSize("images", 0, MAX_IMAGES);
            int rows = in.nextSize("rows", 1, MAX_SIDE);
            int columns = in.nextSize("columns", 1, MAX_SIDE);
            if ((long) rows * columns > MAX_PIXELS) {
                throw new DatasetException(
                        "%s announces images of %dx%d, expected at most %d pixels: its header is damaged, or cut the images to size first"
                                .formatted(in.name(), rows, columns, MAX_PIXELS));
            }
            if (count != all.length) {
                throw new DatasetException(
                        "%s holds %d images but %s holds %d labels: they do not belong together. Take both from one data set"
                                .formatted(in.name(), count, labels.name(), all.length));
            }
            byte[] pixels = new byte[rows * columns];
            for (int i = 0; i < count; i++) {
                in.fill(pixels, i, count);
                int label = all[i] & 0xff;
                if (wanted[label]) {
                    receiver.accept(label, Image.ofGrayBytes(rows, columns, pixels, 0));
                }
            }
            in.expectEnd(count + " images");
            return new Shape(rows, columns);
        }
    }

    /** Which labels occur at all. */
    static boolean[] present(byte[] all) {
        boolean[] present = new boolean[256];
        for (byte label : all) {
            present[label & 0xff] = true;
        }
        return present;
    }
}
