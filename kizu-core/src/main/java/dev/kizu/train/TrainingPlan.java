package dev.kizu.train;

import dev.kizu.image.Preparation;
import dev.kizu.model.InspectionModel;
import dev.kizu.vae.VaeOptions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What training will do, with reasons.
 *
 * @param preparation how pictures become images
 * @param scales by how much images are shrunk, the finest first
 * @param stride pixels of the working size between windows at the finest scale
 * @param vae the networks' options
 * @param heldOut number of pictures that are held out, from all networks or, with several folds, from some
 * @param folds into how many groups the pictures are dealt, each held out from networks of its own; 1 if the same pictures are held out from
 *     all networks
 * @param choices everything that was decided, in the order in which to tell it
 */
public record TrainingPlan(
        Preparation preparation,
        List<Integer> scales,
        int stride,
        VaeOptions vae,
        int heldOut,
        int folds,
        List<Choice> choices) {
    /** Networks of the default depth halve a patch twice. */
    private static final int PATCH = 8;

    private static final int DEPTH = 2;
    private static final int LATENT = 4;
    /** A deviation of four of 255 grey levels, about the noise of a camera: of the floors tried, the one that found most flaws in photographs. */
    private static final float VARIANCE_FLOOR = 2.5e-4f;

    private static final int EPOCHS = 5;
    /** About so many windows along the longer side. */
    private static final int WINDOWS = 64;

    /** A second, coarser scale is worth having from this shorter side on. */
    private static final int TWO_SCALES = 64;

    /** Spots of fewer pixels across are a small part of a patch. */
    private static final int SEEN = 3;

    /** Pictures that are shrunk by less lose nothing worth telling. */
    private static final double MUCH = 1.25;

    private static final int LEAST_IMAGES = 4;
    /** Calibration learns from every held-out picture, a network mostly from patches, of which a few pictures hold many. */
    private static final int ENOUGH_HELD_OUT = 40;

    /** Where pictures are few. Each takes networks of its own, and the time of these. */
    private static final int FOLDS = 2;

    private static final double HELD_OUT_SHARE = 0.2;
    private static final int MOST_HELD_OUT = 250;

    /** Copies the lists. */
    public TrainingPlan {
        scales = List.copyOf(scales);
        choices = List.copyOf(choices);
    }

    /** The stride at a scale, in pixels of the shrunk image. */
    int strideAt(int factor) {
        return Math.max(1, stride / factor);
    }

    static TrainingPlan of(TrainingRequest request, Survey survey) {
        return new Maker(request, survey).make();
    }

    private static final class Maker {
        private final TrainingRequest request;
        private final Survey survey;
        private final List<Choice> choices = new ArrayList<>();

        Maker(TrainingRequest request, Survey survey) {
            this.request = request;
            this.survey = survey;
        }

        TrainingPlan make() {
            int images = survey.files().size();
            if (images < LEAST_IMAGES) {
                throw new IllegalArgumentException(
                        "training needs at least %d pictures of good parts, some to learn from and some to calibrate by, and %d can be read. Add more pictures"
                                .formatted(LEAST_IMAGES, images));
            }
            Preparation preparation = preparation();
            int patch = patch(preparation);
            int stride = stride(preparation, patch);
            List<Integer> scales = scales(preparation, patch, stride);
            VaeOptions vae = vae(patch);
            int folds = folds(images, scales.size());
            int heldOut = folds > 1 ? images : heldOut(images);
            return new TrainingPlan(preparation, scales, stride, vae, heldOut, folds, choices);
        }

        private void say(String name, Object value, boolean asked, String reason) {
            choices.add(new Choice(name, String.valueOf(value), asked ? "as asked" : reason));
        }

        /** What does not depend on the pictures unless it is asked for. */
        private int fixed(String name, @Nullable Integer asked, int usual, String more) {
            int value = asked != null ? asked : usual;
            say(name, "%,d".formatted(value), false, (asked != null ? "as asked" : "a fixed default") + more);
            return value;
        }

        private Preparation preparation() {
            Boolean asked = request.colour();
            boolean colour = asked != null ? asked : survey.colour();
            say(
                    "colour",
                    colour ? "rgb" : "gray",
                    asked != null,
                    survey.colour() ? "the pictures have colours" : "the pictures show no colours");
            WorkingSize wanted = request.size();
            WorkingSize size = wanted == null
                    ? WorkingSize.standard(survey.height(), survey.width())
                    : wanted.resolve(survey.height(), survey.width());
            say("size", size, wanted != null, sizeReason(size));
            return new Preparation(colour ? 3 : 1, size.height(), size.width(), request.region(), null)
                    .withPictureMask(request.mask());
        }

        private String sizeReason(WorkingSize size) {
            int longest = Math.max(survey.width(), survey.height());
            String what = "%s %dx%d"
                    .formatted(
                            request.region() == null ? "the pictures are mostly" : "the region is",
                            survey.width(),
                            survey.height());
            if (longest <= WorkingSize.LONGEST) {
                return what;
            }
            what += ", shrunk so that the longer side is about " + WorkingSize.LONGEST;
            double shrunk = (double) longest / Math.max(size.width(), size.height());
            if (shrunk < MUCH) {
                return what;
            }
            int finer = Math.min(2 * WorkingSize.LONGEST, longest);
            return "%s: spots under about %d pixels across become less than %d and are easily missed; --size %d %s, takes about %s times as long, and is not always better"
                    .formatted(
                            what,
                            Math.round(SEEN * shrunk),
                            SEEN,
                            finer,
                            finer == longest ? "does not shrink" : "shrinks less",
                            factor(Math.pow((double) finer / WorkingSize.LONGEST, 2)));
        }

        private static String factor(double value) {
            return BigDecimal.valueOf(value)
                    .setScale(1, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }

        private int patch(Preparation preparation) {
            Integer asked = request.patch();
            int patch = asked != null ? asked : PATCH;
            if (Math.min(preparation.height(), preparation.width()) < patch) {
                throw new IllegalArgumentException(
                        "patches of %d x %d pixels do not fit the working size %d x %d. Use larger pictures, or a larger --size"
                                .formatted(patch, patch, preparation.width(), preparation.height()));
            }
            say("patch", patch + "x" + patch, asked != null, "a fixed default");
            return patch;
        }

        private int stride(Preparation preparation, int patch) {
            Integer asked = request.stride();
            int longest = Math.max(preparation.height(), preparation.width());
            int stride = 1;
            // Powers of two: cells of that size divide the sides.
            while (2 * stride <= patch / 2 && longest / (2 * stride) >= WINDOWS) {
                stride *= 2;
            }
            stride = asked != null ? asked : stride;
            String reason = "about %d windows along the longer side".formatted((longest - patch) / stride + 1);
            if (preparation.height() % stride != 0 || preparation.width() % stride != 0) {
                if (asked != null) {
                    throw new IllegalArgumentException(
                            "a stride of %d does not divide the working size %d x %d; use a stride that does, such as 1 or 2, or another --size"
                                    .formatted(asked, preparation.width(), preparation.height()));
                }
                reason = "the working size is no multiple of %d".formatted(stride);
                stride = 1;
            }
            say("stride", stride, asked != null, reason);
            return stride;
        }

        private List<Integer> scales(Preparation preparation, int patch, int stride) {
            List<Integer> asked = request.scales();
            if (asked != null) {
                for (int factor : asked) {
                    if (factor < 1
                            || preparation.height() % factor != 0
                            || preparation.width() % factor != 0
                            || Math.min(preparation.height(), preparation.width()) / factor < patch) {
                        throw new IllegalArgumentException(
                                "a scale of 1/%d does not suit the working size %d x %d and patches of %d: it has to divide the size and leave room for a patch"
                                        .formatted(factor, preparation.width(), preparation.height(), patch));
                    }
                }
                say("scales", text(asked), true, "");
                return asked;
            }
            boolean two = Math.min(preparation.height(), preparation.width()) >= TWO_SCALES
                    && preparation.height() % 2 == 0
                    && preparation.width() % 2 == 0
                    && Math.min(preparation.height(), preparation.width()) / 2 >= 2 * patch;
            List<Integer> scales = two ? List.of(1, 2) : List.of(1);
            say(
                    "scales",
                    text(scales),
                    false,
                    two ? "small flaws show at the full size, larger ones at half of it" : "the pictures are small");
            return scales;
        }

        private static String text(List<Integer> scales) {
            return String.join(", ", scales.stream().map(f -> "1/" + f).toList());
        }

        private VaeOptions vae(int patch) {
            VaeOptions vae = VaeOptions.robust().withPatch(patch, patch);
            vae = vae.withDepth(fixed("depth", request.depth(), DEPTH, ""));
            vae = vae.withBaseFilters(fixed("filters", request.filters(), vae.baseFilters(), ""));
            vae = vae.withLatent(fixed("latent", request.latent(), LATENT, ""));
            vae = vae.withVarianceFloor(varianceFloor());
            vae = vae.withPatches(fixed(
                    "patches", request.patches(), vae.patches(), "; for each epoch, however many pictures there are"));
            vae = vae.withEpochs(fixed(
                    "epochs", request.epochs(), EPOCHS, "; fewer where the loss on held-out pictures no longer falls"));
            int multiple = 1 << vae.depth();
            if (patch % multiple != 0) {
                throw new IllegalArgumentException(
                        "a patch of %d pixels does not fit depth %d, which halves it that often: use a multiple of %d"
                                .formatted(patch, vae.depth(), multiple));
            }
            return vae.withSeed(request.calibration().seed())
                    .withThreads(request.calibration().threads());
        }

        private float varianceFloor() {
            Float asked = request.varianceFloor();
            float floor = asked != null ? asked : VARIANCE_FLOOR;
            say(
                    "variance",
                    "at least "
                            + new BigDecimal(Float.toString(floor))
                                    .stripTrailingZeros()
                                    .toPlainString(),
                    asked != null,
                    "a fixed default: a deviation of %.0f of 255 grey levels, about the noise of a camera"
                            .formatted(255 * Math.sqrt(floor)));
            return floor;
        }

        /** Few pictures are too few to be held out from everything. */
        private int folds(int images, int scales) {
            Integer asked = request.folds();
            boolean half = request.heldOut() == null && images / 2 <= ENOUGH_HELD_OUT;
            int folds = asked != null ? asked : half && FOLDS * scales <= InspectionModel.MOST_SCALES ? FOLDS : 1;
            if (folds == 1) {
                return 1;
            }
            if (request.heldOut() != null) {
                throw new IllegalArgumentException(
                        "%d folds hold every picture out once, which leaves no share to choose. Leave out --held-out, or --folds"
                                .formatted(folds));
            }
            if (folds > images / 2) {
                throw new IllegalArgumentException(
                        "%,d folds of at least 2 pictures take %,d, and %,d can be read. Use fewer folds, or add more pictures"
                                .formatted(folds, 2L * folds, images));
            }
            if (folds * scales > InspectionModel.MOST_SCALES) {
                throw new IllegalArgumentException(
                        "%d folds, each with a network for every scale (%d), make %d networks, and a model holds at most %d. Use fewer --folds or --scales"
                                .formatted(folds, scales, folds * scales, InspectionModel.MOST_SCALES));
            }
            say(
                    "held out",
                    "each of %d pictures once, in %d folds".formatted(images, folds),
                    false,
                    "%s; dealt by seed %d; each fold's networks learn from the others, and are calibrated by their own"
                            .formatted(
                                    asked != null ? "as asked" : "so few that calibration needs them all",
                                    request.calibration().seed()));
            return folds;
        }

        private int heldOut(int images) {
            Double asked = request.heldOut();
            int most = images - 2;
            int heldOut;
            String reason = "as asked";
            if (asked != null) {
                if (!(asked > 0 && asked < 1)) {
                    throw new IllegalArgumentException(
                            "the share of pictures held out is %s, expected in (0, 1)".formatted(asked));
                }
                heldOut = (int) Math.round(images * asked);
            } else {
                int enough = Math.min(images / 2, ENOUGH_HELD_OUT);
                int share = (int) Math.round(images * HELD_OUT_SHARE);
                heldOut = Math.min(Math.max(share, enough), MOST_HELD_OUT);
                reason = heldOut == MOST_HELD_OUT
                        ? "as many as are of use"
                        : heldOut == share
                                ? "a fifth"
                                : (enough < ENOUGH_HELD_OUT ? "half of them" : "some more than a fifth")
                                        + ", since calibration learns from each";
            }
            heldOut = Math.max(2, Math.min(heldOut, most));
            say(
                    "held out",
                    "%d of %d pictures".formatted(heldOut, images),
                    false,
                    "%s; drawn by seed %d; calibration and threshold come from them alone"
                            .formatted(reason, request.calibration().seed()));
            return heldOut;
        }
    }
}
