package dev.kizu.random;

/**
 * Counter-based random numbers: each is a pure function of a seed, a purpose and up to two counters, so it does not matter who draws
 * it, when, or how often. Mixes with the finaliser of SplitMix64 (Steele, Lea and Flood 2014). Immutable and thread-safe.
 */
public final class CounterRandom {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** Well above the relative error of a logarithm, a root, a cosine and their product, which is some 2^-51. */
    private static final double UNCERTAINTY = 0x1p-48;

    private final long key;

    /**
     * A stream of numbers.
     *
     * @param seed the seed that the user gave
     * @param purpose what the numbers are for; different purposes give unrelated numbers
     */
    public CounterRandom(long seed, String purpose) {
        long hash = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) {
            hash = mix(hash + GOLDEN * (purpose.charAt(i) + 1));
        }
        this.key = hash;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** 64 random bits for a pair of counters. */
    public long bits(long first, long second) {
        return mix(mix(key + GOLDEN * (first + 1)) + GOLDEN * (second + 1));
    }

    /** A number in [0, 1), a multiple of 2^-53. */
    public double unit(long first, long second) {
        return toUnit(bits(first, second));
    }

    /** An integer in [0, bound), nearly uniform: the bias is below {@code bound / 2^32}. */
    public int below(int bound, long first, long second) {
        return below(bound, bits(first, second));
    }

    /** Turns the upper 32 of random bits into an integer in [0, bound). */
    public static int below(int bound, long bits) {
        return (int) (((bits >>> 32) * bound) >>> 32);
    }

    private static double toUnit(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    /**
     * Fills an array with standard normal numbers (Box and Muller 1958), of which number {@code i} depends on {@code first} and
     * {@code i} alone. They are those of {@link StrictMath}, so the bits are the same everywhere.
     *
     * @param target receives {@code count} numbers from {@code offset} on, {@code step} apart
     */
    public void gaussians(long first, int count, float[] target, int offset, int step) {
        for (int i = 0; i < count; i += 2) {
            double unit = 1 - unit(first, i);
            double angle = 2 * Math.PI * unit(first, i + 1L);
            double radius = Math.sqrt(-2 * Math.log(unit));
            double cosine = radius * Math.cos(angle);
            double sine = radius * Math.sin(angle);
            if (!isCertain(cosine) || !isCertain(sine)) {
                double strictRadius = StrictMath.sqrt(-2 * StrictMath.log(unit));
                cosine = strictRadius * StrictMath.cos(angle);
                sine = strictRadius * StrictMath.sin(angle);
            }
            target[offset + i * step] = (float) cosine;
            if (i + 1 < count) {
                target[offset + (i + 1) * step] = (float) sine;
            }
        }
    }

    /**
     * Whether every double so close that {@link Math} might have given it instead rounds to the same float: its functions are fast, differ
     * between machines, and are at most one unit in the last place off, as those of {@link StrictMath} are. Nearly always so: one number
     * in some ten million lies too close to the middle between two floats.
     */
    private static boolean isCertain(double value) {
        return (float) (value * (1 - UNCERTAINTY)) == (float) (value * (1 + UNCERTAINTY));
    }

    /** A random order of 0 .. count-1 (Fisher and Yates); {@code first} chooses which. */
    public int[] permutation(int count, long first) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = below(i + 1, first, i);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
