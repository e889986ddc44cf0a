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

    /** Rows or columns of a patch: the graph has a constant of each one's square. */
    static final int PATCH_SIDE = 1 << 11;
    /** Rows of windows times rows of a patch, and the same for columns, where the size of the images is known: so large is a constant. */
    static final int WINDOW_PLACES = 1 << 22;

    static final int CHANNELS = 64;
    static final int FILTERS = 1 << 12;
    static final int LATENT = 1 << 12;
    static final int STRIDE = 1 << 12;
    /** Rows or columns of an image that a calibration knows. */
    static final int IMAGE_SIDE = 1 << 16;

    /** Components of a mixture. */
    static final int COMPONENTS = 1024;

    /** Scales of an inspection. */
    static final int SCALES = InspectionModel.MOST_SCALES;
    /** Rows or columns of the working size of an inspection. */
    static final int WORKING_SIDE = 1 << 13;
    /** Rows times columns of the working size. */
    static final int WORKING_AREA = 1 << 24;
    /** Cells of an inspection's map. */
    static final int CELLS = 1 << 20;

    private Limits() {}

    /**
     * Checks sizes.
     *
     * @throws IllegalArgumentException if one is beyond its limit
     */
    static void check(InspectionModel model) {
        int height = model.preparation().height();
        int width = model.preparation().width();
        check(height, width, model.cell());
        check("the number of scales", model.scales().size(), SCALES);
        for (ScaleModel scale : model.scales()) {
            check(scale.vae().structure(), scale.stride(), height / scale.factor(), width / scale.factor());
        }
    }

    /** Checks a working size and the side of a cell. */
    static void check(int height, int width, int cell) {
        check("the working height", height, WORKING_SIDE);
        check("the working width", width, WORKING_SIDE);
        check("the working size's area", (long) height * width, WORKING_AREA);
        check("the number of cells", (long) (height / cell) * (width / cell), CELLS);
    }

    /**
     * Checks sizes.
     *
     * @throws IllegalArgumentException if one is beyond its limit
     */
    static void check(VaeStructure structure, int stride, @Nullable PositionalCalibration calibration) {
        check(
                structure,
                stride,
                calibration == null ? 0 : calibration.imageHeight(),
                calibration == null ? 0 : calibration.imageWidth());
    }

    /**
     * Checks sizes.
     *
     * @param imageHeight rows of the images of a calibration; 0 for none
     * @throws IllegalArgumentException if one is beyond its limit
     */
    static void check(VaeStructure structure, int stride, int imageHeight, int imageWidth) {
        check(
                "the patch's area",
                (long) structure.patch().height() * structure.patch().width(),
                PATCH_AREA);
        check("the patch's height", structure.patch().height(), PATCH_SIDE);
        check("the patch's width", structure.patch().width(), PATCH_SIDE);
        check("the number of channels", structure.patch().channels(), CHANNELS);
        check("the number of filters", structure.baseFilters(), FILTERS);
        check("the size of the latent vector", structure.latent(), LATENT);
        check("the stride", stride, STRIDE);
        check("the image's height", imageHeight, IMAGE_SIDE);
        check("the image's width", imageWidth, IMAGE_SIDE);
        checkPlaces("height", imageHeight, structure.patch().height(), stride);
        checkPlaces("width", imageWidth, structure.patch().width(), stride);
    }

    private static void checkPlaces(String side, int image, int patch, int stride) {
        if (image >= patch) {
            check(
                    "the number of windows along the image's %s times the patch's".formatted(side),
                    ((image - patch) / stride + 1L) * patch,
                    WINDOW_PLACES);
        }
    }

    private static void check(String what, long value, long most) {
        if (value > most) {
            throw new IllegalArgumentException(
                    "%s is %,d, a model file holds at most %,d".formatted(what, value, most));
        }
    }
}
