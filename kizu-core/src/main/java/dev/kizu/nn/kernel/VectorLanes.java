package dev.kizu.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vector width in use, and exp and log over vectors with the bits of {@link FloatMath}. */
final class VectorLanes {
    private static final String BITS = "kizu.vector.bits";

    /**
     * At most sixteen lanes; narrower machines take a group of sixteen in two or four parts. {@code -Dkizu.vector.bits=128}, {@code 256} or {@code
     * 512} asks for another width than the machine's own; one that the machine does not have gives the same bits very slowly.
     */
    static final VectorSpecies<Float> SPECIES = species();

    static final int LENGTH = SPECIES.length();

    /** As many ints. */
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());

    // Constants as vectors: calls that make them would use up what the compiler is willing to inline into one method.
    private static final FloatVector ONE = all(1f);
    private static final FloatVector MINUS_HALF = all(-0.5f);
    private static final FloatVector EXP_LOWEST = all(-FloatMath.EXP_LIMIT);
    private static final FloatVector EXP_HIGHEST = all(FloatMath.EXP_LIMIT);
    private static final FloatVector LOG2_E = all(FloatMath.LOG2_E);
    private static final FloatVector ROUND = all(FloatMath.ROUND);
    private static final FloatVector MINUS_LN2_HIGH = all(-FloatMath.LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = all(-FloatMath.LN2_LOW);
    private static final FloatVector E2 = all(FloatMath.E2);
    private static final FloatVector E3 = all(FloatMath.E3);
    private static final FloatVector E4 = all(FloatMath.E4);
    private static final FloatVector E5 = all(FloatMath.E5);
    private static final FloatVector E6 = all(FloatMath.E6);
    private static final FloatVector E7 = all(FloatMath.E7);
    private static final FloatVector LN2 = all(FloatMath.LN2);
    private static final FloatVector L3 = all(FloatMath.L3);
    private static final FloatVector L4 = all(FloatMath.L4);
    private static final FloatVector L5 = all(FloatMath.L5);
    private static final FloatVector L6 = all(FloatMath.L6);
    private static final FloatVector L7 = all(FloatMath.L7);
    private static final FloatVector L8 = all(FloatMath.L8);
    private static final FloatVector L9 = all(FloatMath.L9);
    private static final FloatVector L10 = all(FloatMath.L10);

    private VectorLanes() {}

    private static VectorSpecies<Float> species() {
        int own = Math.min(FloatVector.SPECIES_PREFERRED.vectorBitSize(), Lanes.COUNT * Float.SIZE);
        int bits = Integer.getInteger(BITS, own);
        return switch (bits) {
            case 128 -> FloatVector.SPECIES_128;
            case 256 -> FloatVector.SPECIES_256;
            case 512 -> FloatVector.SPECIES_512;
            default ->
                throw new IllegalArgumentException(
                        "-D%s=%d: expected 128, 256 or 512; this machine's own is %d".formatted(BITS, bits, own));
        };
    }

    static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /** exp, with the bits of {@link FloatMath#exp}. */
    static FloatVector exp(FloatVector v) {
        FloatVector x = v.max(EXP_LOWEST).min(EXP_HIGHEST);
        FloatVector rounded = x.fma(LOG2_E, ROUND);
        IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        FloatVector n = rounded.sub(ROUND);
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
        FloatVector p =
                E7.fma(r, E6).fma(r, E5).fma(r, E4).fma(r, E3).fma(r, E2).fma(r.mul(r), r.add(ONE));
        return p.reinterpretAsInts().add(power).reinterpretAsFloats();
    }

    /** Natural logarithm, with the bits of {@link FloatMath#log}. */
    static FloatVector log(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector exponent = bits.sub(FloatMath.LOG_BIAS).lanewise(VectorOperators.ASHR, 23);
        FloatVector r = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats()
                .sub(ONE);
        FloatVector p = L10.fma(r, L9)
                .fma(r, L8)
                .fma(r, L7)
                .fma(r, L6)
                .fma(r, L5)
                .fma(r, L4)
                .fma(r, L3)
                .fma(r, MINUS_HALF);
        FloatVector power = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
        return power.fma(LN2, p.fma(r.mul(r), r));
    }
}
