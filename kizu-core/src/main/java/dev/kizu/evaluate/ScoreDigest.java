package dev.kizu.evaluate;

import java.util.Arrays;

/**
 * How many normal and anomalous pixels have which score, in bounded memory: a q-digest (N. Shrivastava, C. Buragohain, D. Agrawal, S. Suri,
 * "Medians and Beyond: New Aggregation Techniques for Sensor Networks", SenSys 2004) of two classes. Immutable.
 *
 * <p>Scores are their float bits, mapped to whole numbers of 32 bits that have the floats' order. A node is an interval of {@code 2^level} such
 * numbers that begins at a multiple of its length, and holds pixels of which it is known that they lie in it. At first every score is a node
 * of its own, of level 0. When there are too many, light groups of neighbours become one node; pixels that come later are nodes of level 0
 * again, even inside of it. So what is heavy, however narrow, stays apart, and nothing but the order within light nodes is ever lost.
 *
 * <p>A group's weight is the largest of its shares: of the normal pixels, of the anomalous ones, of the regions' overlap, and of all pixels
 * at or above it. By the last one, nodes are the finer, the fewer pixels lie above, as precision needs.
 *
 * <p>Weights and shares are exact sums of whole numbers, hence without order. Nodes lie in the order of their code, {@code first number <<
 * 6 | 32 - level}: a node comes before those inside of it.
 */
final class ScoreDigest {
    /** The overlap of a whole region; its pixels have equal parts of it, rounded so that the sum is this. */
    static final long WHOLE = 1L << 40;

    static final ScoreDigest EMPTY = new ScoreDigest(0);

    /** Nodes; the arrays may be longer. */
    final int size;

    final long[] codes;
    final long[] normal;
    final long[] anomalous;
    final long[] overlap;

    private ScoreDigest(int size) {
        this.size = size;
        codes = new long[size];
        normal = new long[size];
        anomalous = new long[size];
        overlap = new long[size];
    }

    /** The first nodes of another; its arrays, unless most of them would lie idle. */
    private ScoreDigest(int size, ScoreDigest larger) {
        this.size = size;
        boolean idle = size < larger.codes.length / 2;
        codes = idle ? Arrays.copyOf(larger.codes, size) : larger.codes;
        normal = idle ? Arrays.copyOf(larger.normal, size) : larger.normal;
        anomalous = idle ? Arrays.copyOf(larger.anomalous, size) : larger.anomalous;
        overlap = idle ? Arrays.copyOf(larger.overlap, size) : larger.overlap;
    }

    /** The number of a score, which is not NaN, among all in their order; as unsigned 32 bits. Minus zero is zero. */
    static int number(float score) {
        int bits = Float.floatToRawIntBits(score + 0f);
        return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
    }

    /** First number of a node. */
    static long first(long code) {
        return code >>> 6;
    }

    /** Last number of a node. */
    static long last(long code) {
        return first(code) | ((1L << level(code)) - 1);
    }

    static int level(long code) {
        return 32 - (int) (code & 63);
    }

    private static long code(long first, int level) {
        return first >>> level << level << 6 | (32 - level);
    }

    /** A digest of normal pixels, whose numbers are sorted (unsigned). */
    static ScoreDigest ofNormal(int[] numbers, int length) {
        ScoreDigest all = new ScoreDigest(length);
        int nodes = 0;
        for (int i = 0; i < length; i++) {
            long code = code(Integer.toUnsignedLong(numbers[i]), 0);
            if (nodes == 0 || all.codes[nodes - 1] != code) {
                all.codes[nodes++] = code;
            }
            all.normal[nodes - 1]++;
        }
        return new ScoreDigest(nodes, all);
    }

    /**
     * A digest of anomalous pixels.
     *
     * @param sorted for each pixel its number and its place in {@code parts}, as {@code number << 31 | place}, sorted
     * @param parts the overlap of each pixel
     */
    static ScoreDigest ofAnomalous(long[] sorted, long[] parts, int length) {
        ScoreDigest all = new ScoreDigest(length);
        int nodes = 0;
        for (int i = 0; i < length; i++) {
            long code = code(sorted[i] >>> 31, 0);
            if (nodes == 0 || all.codes[nodes - 1] != code) {
                all.codes[nodes++] = code;
            }
            all.anomalous[nodes - 1]++;
            all.overlap[nodes - 1] += parts[(int) sorted[i] & Integer.MAX_VALUE];
        }
        return new ScoreDigest(nodes, all);
    }

    /** The pixels of both. */
    ScoreDigest plus(ScoreDigest other) {
        if (size == 0 || other.size == 0) {
            return size == 0 ? other : this;
        }
        ScoreDigest sum = new ScoreDigest(size + other.size);
        int nodes = 0;
        int i = 0;
        int j = 0;
        while (i < size || j < other.size) {
            long mine = i < size ? codes[i] : Long.MAX_VALUE;
            long others = j < other.size ? other.codes[j] : Long.MAX_VALUE;
            sum.codes[nodes] = Math.min(mine, others);
            if (mine <= others) {
                sum.add(nodes, this, i++);
            }
            if (others <= mine) {
                sum.add(nodes, other, j++);
            }
            nodes++;
        }
        return new ScoreDigest(nodes, sum);
    }

    private void add(int node, ScoreDigest from, int i) {
        normal[node] += from.normal[i];
        anomalous[node] += from.anomalous[i];
        overlap[node] += from.overlap[i];
    }

    /** The same pixels in at most so many nodes, by {@link DigestFold}. */
    ScoreDigest folded(int most) {
        return size <= most ? this : new DigestFold(this).fold(most);
    }

    /** An empty digest whose nodes are filled in by {@link #put}. */
    static ScoreDigest ofSize(int size) {
        return new ScoreDigest(size);
    }

    void put(int node, long first, int level, long normalPixels, long anomalousPixels, long part) {
        codes[node] = code(first, level);
        normal[node] = normalPixels;
        anomalous[node] = anomalousPixels;
        overlap[node] = part;
    }
}
