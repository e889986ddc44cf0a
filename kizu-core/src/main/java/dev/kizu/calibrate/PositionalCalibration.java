package dev.kizu.calibrate;

import dev.kizu.vae.WindowTerms;
import java.util.List;

/**
 * What held-out normal images show at every window position: a mean and a spread for the ELBO and the unregularized score, and a mean and
 * a covariance of the three compressed terms for the joint score. Immutable and thread-safe.
 */
public final class PositionalCalibration {
    private final int rows;
    private final int columns;
    private final Standardization elbo;
    private final Standardization unregularized;
    private final JointModel joint;

    private PositionalCalibration(int rows, int columns, Standardization elbo, Standardization unregularized, JointModel joint) {
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
     * @throws IllegalArgumentException if there are fewer than two images, or grids differ
     */
    public static PositionalCalibration fit(List<WindowTerms> heldOut) {
        if (heldOut.size() < 2) {
            throw new IllegalArgumentException(
                    "calibration needs at least 2 held-out normal images, got %d. Give more training images, or use calibration none"
                            .formatted(heldOut.size()));
        }
        WindowTerms first = heldOut.get(0);
        for (WindowTerms terms : heldOut) {
            checkGrid(terms, first.rows(), first.columns());
        }
        return new PositionalCalibration(
                first.rows(),
                first.columns(),
                Standardization.fit(heldOut, WindowTerms::elbo),
                Standardization.fit(heldOut, WindowTerms::unregularized),
                JointModel.fit(heldOut));
    }

    private static void checkGrid(WindowTerms terms, int rows, int columns) {
        if (terms.rows() != rows || terms.columns() != columns) {
            throw new IllegalArgumentException(
                    "positional calibration knows a grid of %d x %d windows, the image has %d x %d; use images of the size that was calibrated"
                            .formatted(rows, columns, terms.rows(), terms.columns()));
        }
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
        return joint.apply(terms);
    }
}
