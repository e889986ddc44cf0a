package dev.kizu.calibrate;

import dev.kizu.vae.WindowTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What held-out normal images show at every window position: a mean and a spread for the ELBO and the unregularized score, and a mean and
 * a covariance of the three compressed terms for the joint score. Immutable and thread-safe.
 */
public final class PositionalCalibration {
    private static final String ELBO = "elbo";
    private static final String UNREGULARIZED = "unregularized";
    private static final String MEAN = ".mean";
    private static final String INVERSE_DEVIATION = ".inverse_deviation";
    /** The order of the terms in the joint model. */
    private static final List<String> JOINT_MEANS =
            List.of("joint.mean.mahalanobis", "joint.mean.log_normalizer", "joint.mean.kl");
    /** Row and column in the lower triangle. */
    private static final List<String> JOINT_WHITENING = List.of(
            "joint.whitening.00",
            "joint.whitening.10",
            "joint.whitening.11",
            "joint.whitening.20",
            "joint.whitening.21",
            "joint.whitening.22");

    private final int imageHeight;
    private final int imageWidth;
    private final int rows;
    private final int columns;
    private final Standardization elbo;
    private final Standardization unregularized;
    private final JointModel joint;

    private PositionalCalibration(
            int imageHeight,
            int imageWidth,
            int rows,
            int columns,
            Standardization elbo,
            Standardization unregularized,
            JointModel joint) {
        this.imageHeight = imageHeight;
        this.imageWidth = imageWidth;
        this.rows = rows;
        this.columns = columns;
        this.elbo = elbo;
        this.unregularized = unregularized;
        this.joint = joint;
    }

    /**
     * Learns from images that the network was not trained on.
     *
     * @param heldOut terms of normal images of one size, at least two
     * @param imageHeight rows of these images
     * @param imageWidth columns of these images
     * @throws IllegalArgumentException if there are fewer than two images, or grids differ
     */
    public static PositionalCalibration fit(List<WindowTerms> heldOut, int imageHeight, int imageWidth) {
        if (heldOut.size() < 2) {
            throw new IllegalArgumentException(
                    "calibration needs at least 2 held-out normal images, got %d. Give more training images, or use calibration none"
                            .formatted(heldOut.size()));
        }
        WindowTerms first = heldOut.get(0);
        for (WindowTerms terms : heldOut) {
            checkGrid(terms, first.rows(), first.columns());
        }
        return fit(heldOut, heldOut.stream().map(JointModel::features).toList(), imageHeight, imageWidth);
    }

    private static PositionalCalibration fit(
            List<WindowTerms> heldOut, List<float[]> features, int imageHeight, int imageWidth) {
        return new PositionalCalibration(
                imageHeight,
                imageWidth,
                heldOut.get(0).rows(),
                heldOut.get(0).columns(),
                Standardization.fit(heldOut, WindowTerms::elbo),
                Standardization.fit(heldOut, WindowTerms::unregularized),
                JointModel.fit(features));
    }

    /**
     * Calibrations that leave some of the images out: the one with the number f leaves out the images with the numbers f, f + folds,
     * f + 2 folds, ... So each image can be scored by a calibration that has not seen it.
     *
     * @param heldOut terms of normal images of one size, at least two more than any calibration leaves out
     * @param imageHeight rows of these images
     * @param imageWidth columns of these images
     * @param folds how many calibrations, at least 2
     * @throws IllegalArgumentException if there are too few images, or grids differ
     */
    public static List<PositionalCalibration> fitFolds(
            List<WindowTerms> heldOut, int imageHeight, int imageWidth, int folds) {
        heldOut.forEach(
                terms -> checkGrid(terms, heldOut.get(0).rows(), heldOut.get(0).columns()));
        List<float[]> features = heldOut.stream().map(JointModel::features).toList();
        List<PositionalCalibration> calibrations = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int left = fold;
            int[] kept = IntStream.range(0, heldOut.size())
                    .filter(i -> i % folds != left)
                    .toArray();
            if (kept.length < 2) {
                throw new IllegalArgumentException(
                        "%d images are too few to leave out each %d-th".formatted(heldOut.size(), folds));
            }
            calibrations.add(fit(
                    IntStream.of(kept).mapToObj(heldOut::get).toList(),
                    IntStream.of(kept).mapToObj(features::get).toList(),
                    imageHeight,
                    imageWidth));
        }
        return calibrations;
    }

    /**
     * The calibration of which {@link #tables} are known.
     *
     * @param tables as {@link #tables} gives them, by the same names
     * @throws IllegalArgumentException if a table is missing, of another size, or holds what is not a finite number
     */
    public static PositionalCalibration of(
            int imageHeight, int imageWidth, int rows, int columns, Map<String, float[]> tables) {
        int windows = Math.multiplyExact(rows, columns);
        return new PositionalCalibration(
                imageHeight,
                imageWidth,
                rows,
                columns,
                standardization(tables, ELBO, windows),
                standardization(tables, UNREGULARIZED, windows),
                new JointModel(tables(tables, JOINT_MEANS, windows), tables(tables, JOINT_WHITENING, windows)));
    }

    private static Standardization standardization(Map<String, float[]> tables, String score, int windows) {
        return new Standardization(
                table(tables, score + MEAN, windows), table(tables, score + INVERSE_DEVIATION, windows));
    }

    private static float[][] tables(Map<String, float[]> tables, List<String> names, int windows) {
        return names.stream().map(name -> table(tables, name, windows)).toArray(float[][]::new);
    }

    private static float[] table(Map<String, float[]> tables, String name, int windows) {
        float[] values = tables.get(name);
        if (values == null || values.length != windows) {
            throw new IllegalArgumentException(
                    "the calibration's table %s has %s, expected one value for each of %d windows"
                            .formatted(name, values == null ? "no values" : values.length + " values", windows));
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "the calibration's table %s holds %s, expected finite numbers".formatted(name, value));
            }
        }
        return values;
    }

    /**
     * All numbers of the calibration, by name and in a fixed order; one for each window, row by row. The arrays are shared, not copied:
     * treat them as read-only.
     *
     * <p>{@code elbo} and {@code unregularized} have {@code mean} and {@code inverse_deviation}: the calibrated score is
     * {@code (score - mean) * inverse_deviation}. {@code joint} has a mean of each compressed term, and {@code whitening}, the inverse of
     * the covariance's lower Cholesky factor, by row and column for the terms M, A, D: the score is the length of that triangle times the
     * terms' distances from their means.
     */
    public Map<String, float[]> tables() {
        Map<String, float[]> tables = new LinkedHashMap<>();
        tables.put(ELBO + MEAN, elbo.mean());
        tables.put(ELBO + INVERSE_DEVIATION, elbo.inverseDeviation());
        tables.put(UNREGULARIZED + MEAN, unregularized.mean());
        tables.put(UNREGULARIZED + INVERSE_DEVIATION, unregularized.inverseDeviation());
        for (int i = 0; i < JOINT_MEANS.size(); i++) {
            tables.put(JOINT_MEANS.get(i), joint.mean()[i]);
        }
        for (int i = 0; i < JOINT_WHITENING.size(); i++) {
            tables.put(JOINT_WHITENING.get(i), joint.whitening()[i]);
        }
        return tables;
    }

    /** The names of the {@link #tables}, in their order. */
    public static List<String> tableNames() {
        return Stream.of(
                        List.of(
                                ELBO + MEAN,
                                ELBO + INVERSE_DEVIATION,
                                UNREGULARIZED + MEAN,
                                UNREGULARIZED + INVERSE_DEVIATION),
                        JOINT_MEANS,
                        JOINT_WHITENING)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Refuses images of a size other than that of the held-out images.
     *
     * @throws IllegalArgumentException if the size is another
     */
    public void checkImageSize(int height, int width) {
        if (height != imageHeight || width != imageWidth) {
            throw new IllegalArgumentException(
                    "positional calibration was made with images of %d x %d pixels (height x width), this one has %d x %d; use images of the size that was calibrated, or a detector without positional calibration"
                            .formatted(imageHeight, imageWidth, height, width));
        }
    }

    private static void checkGrid(WindowTerms terms, int rows, int columns) {
        if (terms.rows() != rows || terms.columns() != columns) {
            throw new IllegalArgumentException(
                    "positional calibration knows a grid of %d x %d windows, the image has %d x %d; use images of the size that was calibrated"
                            .formatted(rows, columns, terms.rows(), terms.columns()));
        }
    }

    /** Rows of the images. */
    public int imageHeight() {
        return imageHeight;
    }

    /** Columns of the images. */
    public int imageWidth() {
        return imageWidth;
    }

    /** Rows of the window grid. */
    public int rows() {
        return rows;
    }

    /** Columns of the window grid. */
    public int columns() {
        return columns;
    }

    /** The ELBO score of every window, in deviations from what is normal at its position. */
    public float[] elbo(WindowTerms terms) {
        checkGrid(terms, rows, columns);
        return elbo.apply(terms, WindowTerms::elbo);
    }

    /** The unregularized score of every window, in deviations from what is normal at its position. */
    public float[] unregularized(WindowTerms terms) {
        checkGrid(terms, rows, columns);
        return unregularized.apply(terms, WindowTerms::unregularized);
    }

    /** The joint score of every window: the Mahalanobis distance of its terms from what is normal at its position, at least 0. */
    public float[] joint(WindowTerms terms) {
        checkGrid(terms, rows, columns);
        return joint.apply(JointModel.features(terms));
    }
}
