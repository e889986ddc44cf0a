package dev.kizu.evaluate;

import java.util.Random;

/** Distributions of pixel scores that are hard on bins. */
enum PixelScores {
    GAUSSIAN {
        @Override
        float draw(Random random, boolean anomalous) {
            return (float) (random.nextGaussian() + (anomalous ? 1.5 : 0));
        }
    },
    HEAVY_TAILS {
        @Override
        float draw(Random random, boolean anomalous) {
            return (float) (Math.tan(Math.PI * (random.nextDouble() - 0.5)) + (anomalous ? 3 : 0));
        }
    },
    HUNDRED_OCTAVES {
        @Override
        float draw(Random random, boolean anomalous) {
            return (float) Math.exp(20 * random.nextGaussian() + (anomalous ? 30 : 0));
        }
    },
    NARROW_RANGE {
        @Override
        float draw(Random random, boolean anomalous) {
            return (float) (1000 + 0.01 * (random.nextGaussian() + (anomalous ? 1 : 0)));
        }
    },
    /** Like a sigmoid's output: half of all scores in the last few floats below 1. */
    SATURATED {
        @Override
        float draw(Random random, boolean anomalous) {
            double logit = 12 * random.nextGaussian() + (anomalous ? 14 : 4);
            return (float) (1 / (1 + Math.exp(-logit)));
        }
    },
    /** All in one narrow range but for a tenth, which is anywhere in the range of floats. */
    NARROW_AMONG_ALL_FLOATS {
        @Override
        float draw(Random random, boolean anomalous) {
            if (random.nextInt(10) > 0) {
                return 1 + Math.max(0, (int) (200 + 60 * random.nextGaussian() + (anomalous ? 40 : 0))) * 0x1p-23f;
            }
            float any = Float.intBitsToFloat(random.nextInt());
            return Float.isNaN(any) ? Float.POSITIVE_INFINITY : any;
        }
    },
    MANY_TIES {
        @Override
        float draw(Random random, boolean anomalous) {
            return Math.round(3 * random.nextGaussian() + (anomalous ? 2 : 0)) * 0.1f;
        }
    },
    HUGE_OUTLIERS {
        @Override
        float draw(Random random, boolean anomalous) {
            return random.nextInt(5000) == 0
                    ? (random.nextBoolean() ? 1e30f : -1e30f)
                    : (float) (0.5 + 1e-3 * random.nextGaussian() + (anomalous ? 2e-3 : 0));
        }
    },
    CONSTANT {
        @Override
        float draw(Random random, boolean anomalous) {
            return 7;
        }
    },
    INFINITE {
        @Override
        float draw(Random random, boolean anomalous) {
            return switch (random.nextInt(anomalous ? 4 : 8)) {
                case 0 -> Float.POSITIVE_INFINITY;
                case 1 -> Float.NEGATIVE_INFINITY;
                case 2 -> -0f;
                case 3 -> 0f;
                default -> (float) random.nextGaussian();
            };
        }
    };

    abstract float draw(Random random, boolean anomalous);
}
