package dev.kizu.nn.kernel;

import static dev.kizu.nn.kernel.VectorLanes.LENGTH;
import static dev.kizu.nn.kernel.VectorLanes.SPECIES;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * To exchange lanes between two vectors: shuffles that swap lanes so many apart, and masks of the upper ones of those. {@code
 * a.blend(b.rearrange(BY_4), UPPER_4)} has the lower ones of both, {@code a.rearrange(BY_4).blend(b, UPPER_4)} the upper ones. Of distances
 * that are not within a vector no use can be made.
 */
final class VectorExchange {
    static final VectorShuffle<Float> BY_8 = swap(8);
    static final VectorShuffle<Float> BY_4 = swap(4);
    static final VectorShuffle<Float> BY_2 = swap(2);
    static final VectorShuffle<Float> BY_1 = swap(1);
    static final VectorMask<Float> UPPER_8 = upper(8);
    static final VectorMask<Float> UPPER_4 = upper(4);
    static final VectorMask<Float> UPPER_2 = upper(2);
    static final VectorMask<Float> UPPER_1 = upper(1);

    private VectorExchange() {}

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % LENGTH);
    }

    private static VectorMask<Float> upper(int distance) {
        boolean[] bits = new boolean[LENGTH];
        for (int lane = 0; lane < bits.length; lane++) {
            bits[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(SPECIES, bits, 0);
    }
}
