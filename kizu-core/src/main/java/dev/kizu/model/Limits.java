package dev.kizu.model;

import dev.kizu.calibrate.PositionalCalibration;
import dev.kizu.vae.VaeStructure;
import org.jspecify.annotations.Nullable;

/**
 * What a model file may hold at most. Far beyond what is of use, and near enough that no file makes a reader run out of memory; saving keeps
 * to the same limits.
 */
final class Limits {
    /** Bytes of a file. */
    static final int FILE = 1 << 26;
    /** Characters of one metadata entry that is JSON; enough for some 100,000 held-out scores. */
    static final int METADATA = 1 << 20;
    /** Rows times columns of a patch. */
    static final int PATCH_AREA = 1 << 18;

    static final int CHANNELS = 64;
    static final int FILTERS = 1 << 12;
    static final int LATENT = 1 << 12;
    static final int STRIDE = 1 << 12;
    /** Rows or columns of an image that a calibration knows. */
    static final int IMAGE_SIDE = 1 << 16;

    private Limits() {}

    /**
     * Checks sizes.
     *
     * @throws IllegalArgumentException if one is beyond its limit
     */
    static void check(VaeStructure structure, int stride, @Nullable PositionalCalibration calibration) {
        check(
                "the patch's area",
                (long) structure.patch().height() * structure.patch().width(),
                PATCH_AREA);
        check("the number of channels", structure.patch().channels(), CHANNELS);
        check("the number of filters", structure.baseFilters(), FILTERS);
        check("the size of the latent vector", structure.latent(), LATENT);
        check("the stride", stride, STRIDE);
        if (calibration != null) {
            check("the image's height", calibration.imageHeight(), IMAGE_SIDE);
            check("the image's width", calibration.imageWidth(), IMAGE_SIDE);
        }
    }

    private static void check(String what, long value, long most) {
        if (value > most) {
            throw new IllegalArgumentException(
                    "%s is %,d, a model file holds at most %,d".formatted(what, value, most));
        }
    }
}
