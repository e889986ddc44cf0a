package dev.kizu.vae;

/** How the learning rate moves during training. */
public enum LearningRateSchedule {
    /** One rate throughout. */
    CONSTANT {
        @Override
        double factor(double progress) {
            return 1;
        }
    },
    /** Up from a tenth over the first tenth of the steps, then down to a thousandth along half a cosine. */
    WARMUP_COSINE {
        @Override
        double factor(double progress) {
            double warmUp = 0.1;
            if (progress < warmUp) {
                return 0.1 + 0.9 * progress / warmUp;
            }
            double fall = (progress - warmUp) / (1 - warmUp);
            return 1e-3 + (1 - 1e-3) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * fall));
        }
    };

    /**
     * The factor on the base rate.
     *
     * @param progress share of the steps done, in [0, 1)
     */
    abstract double factor(double progress);
}
