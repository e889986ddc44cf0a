package dev.kizu.patch;

import dev.kizu.image.Image;
import dev.kizu.random.CounterRandom;
import java.util.List;

/**
 * Random crops of images. Patch number {@code i} is a pure function of the seed and {@code i}: nothing is stored, and order and threads do
 * not matter. An image is chosen uniformly, then a place in it uniformly. Immutable and thread-safe.
 */
public final class PatchSampler implements PatchSource {
    private final List<Image> images;
    private final PatchSpec spec;
    private final CounterRandom random;

    /**
     * Creates a sampler.
     *
     * @param images where patches come from, at least one; they may differ in size
     * @param spec the size of a patch
     * @param seed decides which patches are drawn
     * @throws IllegalArgumentException if there is no image, a patch does not fit into one, or channels differ
     */
    public PatchSampler(List<Image> images, PatchSpec spec, long seed) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("no images to draw patches from; give at least one");
        }
        for (Image image : images) {
            WindowGrid.checkFits(image, spec);
        }
        this.images = List.copyOf(images);
        this.spec = spec;
        this.random = new CounterRandom(seed, "patch");
    }

    @Override
    public PatchSpec spec() {
        return spec;
    }

    @Override
    public void copyTo(long index, float[] target, int offset, int step) {
        Image image = images.get(random.below(images.size(), index, 0));
        int row = random.below(image.height() - spec.height() + 1, index, 1);
        int column = random.below(image.width() - spec.width() + 1, index, 2);
        int plane = spec.height() * spec.width();
        for (int channel = 0; channel < spec.channels(); channel++) {
            image.copyTo(
                    channel, row, column, spec.height(), spec.width(), target, offset + channel * plane * step, step);
        }
    }
}
