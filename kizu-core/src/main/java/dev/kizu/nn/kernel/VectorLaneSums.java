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

        static void sixteen(float[] values) {
            for (int i = 0; i < 8; i++) {
                fold(values, i, i + 8, UPPER_8, BY_8, i);
            }
            for (int i = 0; i < 4; i++) {
                fold(values, i, i + 4, UPPER_4, BY_4, i);
            }
            fold(values, 0, 2, UPPER_2, BY_2, 0);
            fold(values, 1, 3, UPPER_2, BY_2, 1);
            fold(values, 0, 1, UPPER_1, BY_1, Lanes.COUNT);
        }

        /** Sums halves of vector a into the lower lanes of each block, halves of vector b into the upper ones. */
        private static void fold(
                float[] values, int a, int b, VectorMask<Float> upper, VectorShuffle<Float> swap, int to) {
            FloatVector first = FloatVector.fromArray(SPECIES, values, a * Lanes.COUNT);
            FloatVector second = FloatVector.fromArray(SPECIES, values, b * Lanes.COUNT);
            first.blend(second, upper)
                    .add(second.blend(first, upper).rearrange(swap))
                    .intoArray(values, to * Lanes.COUNT);
        }
    }
}
