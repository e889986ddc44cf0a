package dev.kizu.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums the lanes of sixteen groups of sixteen at once: 15 additions, 15 shuffles and 30 blends of 512-bit vectors, in the
 * order of {@link Lanes#sum}. Two vectors are blended so that one addition halves both.
 */
final class VectorLaneSums {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;
    private static final boolean WIDE = VectorLanes.LENGTH == Lanes.COUNT;

    private VectorLaneSums() {}

    /** Sums {@code values[16 i .. 16 i + 15]} into {@code values[256 + i]} for i from 0 to 15. */
    static void sixteen(float[] values) {
        if (WIDE) {
            Wide.sixteen(values);
        } else {
            for (int i = 0; i < Lanes.COUNT; i++) {
                values[Lanes.COUNT * Lanes.COUNT + i] = Lanes.sum(values, i * Lanes.COUNT);
            }
        }
    }

    private static final class Wide {
        private static final VectorShuffle<Float> BY_8 = swap(8);
        private static final VectorShuffle<Float> BY_4 = swap(4);
        private static final VectorShuffle<Float> BY_2 = swap(2);
        private static final VectorShuffle<Float> BY_1 = swap(1);
        private static final VectorMask<Float> UPPER_8 = upper(8);
        private static final VectorMask<Float> UPPER_4 = upper(4);
        private static final VectorMask<Float> UPPER_2 = upper(2);
        private static final VectorMask<Float> UPPER_1 = upper(1);

        private static VectorShuffle<Float> swap(int distance) {
            return VectorShuffle.fromOp(SPECIES, lane -> lane ^ distance);
        }

        private static VectorMask<Float> upper(int distance) {
            boolean[] bits = new boolean[Lanes.COUNT];
            for (int lane = 0; lane < bits.length; lane++) {
                bits[lane] = (lane & distance) != 0;
            }
            return VectorMask.fromArray(SPECIES, bits, 0);
        }

        /** Halves of a in the lower lanes of each block, halves of b in the upper ones. */
        private static FloatVector fold(FloatVector a, FloatVector b, VectorMask<Float> upper, VectorShuffle<Float> swap) {
            return a.blend(b, upper).add(b.blend(a, upper).rearrange(swap));
        }

        private static FloatVector load(float[] values, int index) {
            return FloatVector.fromArray(SPECIES, values, index * Lanes.COUNT);
        }

        private static FloatVector four(float[] values, int i) {
            FloatVector a = fold(load(values, i), load(values, i + 8), UPPER_8, BY_8);
            FloatVector b = fold(load(values, i + 4), load(values, i + 12), UPPER_8, BY_8);
            return fold(a, b, UPPER_4, BY_4);
        }

        static void sixteen(float[] values) {
            FloatVector even = fold(four(values, 0), four(values, 2), UPPER_2, BY_2);
            FloatVector odd = fold(four(values, 1), four(values, 3), UPPER_2, BY_2);
            fold(even, odd, UPPER_1, BY_1).intoArray(values, Lanes.COUNT * Lanes.COUNT);
        }
    }
}
