package dev.kizu.patch;

import dev.kizu.image.Image;
import dev.kizu.random.CounterRandom;
import java.util.Arrays;

/**
 * Random crops of more images than memory holds: drawn while the images pass by once, and kept in 16 bits a sample. Patch {@code i} comes
 * from image {@code i modulo images}; numbers beyond the bank's size begin anew. Images may be added from several threads, each once; when
 * all are there, patches may be read from several threads.
 */
public final class PatchBank implements PatchSource {
    private static final float STEPS = 65_535f;

    private final PatchSpec spec;
    private final int images;
    private final int size;
    private final CounterRandom random;
    private final short[] samples;

    /**
     * An empty bank.
     *
     * @param images how many images will be added, at least 1
     * @param size number of patches, at least 1; {@code size * spec.size()} samples have to fit into an array
     * @param seed decides which patches are drawn
     */
    public PatchBank(PatchSpec spec, int images, int size, long seed) {
        if (images < 1 || size < 1) {
            throw new IllegalArgumentException(
                    "a bank of %d patches of %d images; expected at least 1".formatted(size, images));
        }
        this.spec = spec;
        this.images = images;
        this.size = size;
        this.random = new CounterRandom(seed, "patch bank");
        this.samples = new short[Math.multiplyExact(size, spec.size())];
    }

    /**
     * Draws the patches of one image.
     *
     * @param number which image it is, from 0
     * @throws IllegalArgumentException if a patch does not fit into it, or channels differ
     */
    public void add(int number, Image image) {
        WindowGrid.checkFits(image, spec);
        float[] patch = new float[spec.size()];
        int plane = spec.height() * spec.width();
        for (int index = number; index < size; index += images) {
            int row = random.below(image.height() - spec.height() + 1, index, 0);
            int column = random.below(image.width() - spec.width() + 1, index, 1);
            for (int channel = 0; channel < spec.channels(); channel++) {
                image.copyTo(channel, row, column, spec.height(), spec.width(), patch, channel * plane, 1);
            }
            for (int i = 0; i < patch.length; i++) {
                samples[index * patch.length + i] = (short) Math.round(patch[i] * STEPS);
            }
        }
    }

    /**
     * Puts patches of other images in the place of those that were never added.
     *
     * @param added for each image whether it was
     * @param there the numbers of those that were, at least one
     */
    public void fillGaps(boolean[] added, int[] there) {
        int length = spec.size();
        int[] filled = Arrays.stream(there).filter(image -> image < size).toArray();
        for (int index = 0; index < size && filled.length > 0; index++) {
            if (!added[index % images]) {
                int image = filled[random.below(filled.length, index, 2)];
                int patches = (size - image + images - 1) / images;
                int from = image + images * random.below(patches, index, 3);
                System.arraycopy(samples, from * length, samples, index * length, length);
            }
        }
    }

    @Override
    public PatchSpec spec() {
        return spec;
    }

    @Override
    public void copyTo(long index, float[] target, int offset, int step) {
        int from = (int) (index % size) * spec.size();
        for (int i = 0; i < spec.size(); i++) {
            target[offset + i * step] = (samples[from + i] & 0xffff) / STEPS;
        }
    }
}
