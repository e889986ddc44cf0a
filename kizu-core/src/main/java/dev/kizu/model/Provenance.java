package dev.kizu.model;

import dev.kizu.vae.VaeOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from.
 *
 * @param kizuVersion the version of Kizu that trained it
 * @param training how the network was trained; null where nobody said
 * @param circumstances when and where; null where nobody said. Outside of the model's digest, since the model does not depend on it
 */
public record Provenance(
        String kizuVersion,
        @Nullable Training training,
        @Nullable Circumstances circumstances) {
    /** What is known of any model made now: the version of Kizu. */
    public static Provenance unknown() {
        return new Provenance(KizuVersion.current(), null, null);
    }

    /** A copy with how the network was trained. */
    public Provenance withTraining(Training training) {
        return new Provenance(kizuVersion, training, circumstances);
    }

    /** A copy with other circumstances. */
    public Provenance withCircumstances(@Nullable Circumstances circumstances) {
        return new Provenance(kizuVersion, training, circumstances);
    }

    /**
     * How a network was trained: what decides its bits, and how far it came.
     *
     * @param preset the preset that the options started from; empty if none
     * @param options the options; a file does not keep the number of threads, which does not matter
     * @param heldOutShare the share of the images that was held out, in [0, 1)
     * @param normal which classes of the data are normal, for people
     * @param images the normal images, those held out included
     * @param imagesSha256 their digest as {@link dev.kizu.image.ImageDigest} computes it, in hexadecimal digits
     * @param heldOut how many of the images were held out
     * @param folds into how many groups the images were dealt, each held out from networks of its own; 1 if the same images were held out
     *     from all networks
     * @param finalLoss mean of {@code D + A + M} over the last epoch, in nats a patch; of the first network, where there are several
     */
    public record Training(
            String preset,
            VaeOptions options,
            double heldOutShare,
            String normal,
            int images,
            String imagesSha256,
            int heldOut,
            int folds,
            double finalLoss) {
        /** Checks that the numbers fit each other. */
        public Training {
            if (!(heldOutShare >= 0 && heldOutShare < 1)) {
                throw new IllegalArgumentException(
                        "the share of the images held out is %s, expected in [0, 1)".formatted(heldOutShare));
            }
            if (images < 0 || heldOut < 0 || heldOut > images) {
                throw new IllegalArgumentException(
                        "%,d of %,d images were held out, expected at most all of them".formatted(heldOut, images));
            }
            if (folds < 1 || folds > 1 && heldOut != images) {
                throw new IllegalArgumentException(
                        "%d folds of images with %,d of %,d held out, expected one fold, or all of them"
                                .formatted(folds, heldOut, images));
            }
        }

        /** Of images of which the same were held out from all networks. */
        public Training(
                String preset,
                VaeOptions options,
                double heldOutShare,
                String normal,
                int images,
                String imagesSha256,
                int heldOut,
                double finalLoss) {
            this(preset, options, heldOutShare, normal, images, imagesSha256, heldOut, 1, finalLoss);
        }
    }

    /**
     * When and where a network was trained.
     *
     * @param time when, in whole seconds
     * @param data what the images come from, for people, such as a folder; empty where it is left out
     * @param java the Java runtime; empty where it is left out
     * @param kernel which kernel computed; empty where it is left out
     * @param calibration by which other images the model was calibrated later; null where it was not
     */
    public record Circumstances(
            Instant time,
            String data,
            String java,
            String kernel,
            @Nullable Calibration calibration) {
        /** Circumstances of a model that was not calibrated later. */
        public Circumstances(Instant time, String data, String java, String kernel) {
            this(time, data, java, kernel, null);
        }

        /** Now, in this Java runtime. */
        public static Circumstances now(String data, String kernel) {
            String java = "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor"));
            return new Circumstances(Instant.ofEpochSecond(Instant.now().getEpochSecond()), data, java, kernel);
        }

        /** A given time alone: with it, the same training gives the same file, byte for byte, on every machine. */
        public static Circumstances at(Instant time) {
            return new Circumstances(Instant.ofEpochSecond(time.getEpochSecond()), "", "", "");
        }

        /** A copy with a later calibration; null for none. */
        public Circumstances withCalibration(@Nullable Calibration calibration) {
            return new Circumstances(time, data, java, kernel, calibration);
        }
    }

    /**
     * A calibration by other images than those that were held out from training.
     *
     * @param time when, in whole seconds
     * @param data what the images come from, for people, such as a folder; empty where it is left out
     * @param images how many normal images
     */
    public record Calibration(Instant time, String data, int images) {
        /** Now. */
        public static Calibration now(String data, int images) {
            return new Calibration(Instant.ofEpochSecond(Instant.now().getEpochSecond()), data, images);
        }

        /** A copy that gives away no more than the number of images: with a given time and without the data. */
        public Calibration at(Instant time) {
            return new Calibration(Instant.ofEpochSecond(time.getEpochSecond()), "", images);
        }
    }
}
