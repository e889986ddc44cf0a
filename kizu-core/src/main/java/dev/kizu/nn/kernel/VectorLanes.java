package dev.kizu.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vector width in use, and exp and log over vectors with the bits of {@link FloatMath}. */
final class VectorLanes {
    /** At most sixteen lanes; narrower machines take a group of sixteen in two or four parts. */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > Lanes.COUNT
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    static final int LENGTH = SPECIES.length();

    private VectorLanes() {}

    static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(SPECIES, values, at);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    static FloatVector rectify(FloatVector v) {
        return v.blend(0f, v.lt(0f));
    }

    /** exp(-v). */
    static FloatVector expOfNegative(FloatVector v) {
        return exp(v.neg());
    }

    static FloatVector exp(FloatVector v) {
        FloatVector x = v.blend(-FloatMath.EXP_LIMIT, v.lt(-FloatMath.EXP_LIMIT));
        x = x.blend(FloatMath.EXP_LIMIT, x.compare(VectorOperators.GT, FloatMath.EXP_LIMIT));
        FloatVector rounded = x.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUND));
        IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        FloatVector n = rounded.sub(all(FloatMath.ROUND));
        FloatVector r = n.fma(all(-FloatMath.LN2_HIGH), x);
        r = n.fma(all(-FloatMath.LN2_LOW), r);
        FloatVector p = all(FloatMath.E7).fma(r, all(FloatMath.E6));
        p = p.fma(r, all(FloatMath.E5));
        p = p.fma(r, all(FloatMath.E4));
        p = p.fma(r, all(FloatMath.E3));
        p = p.fma(r, all(FloatMath.E2));
        p = p.fma(r.mul(r), r.add(all(1f)));
        return p.reinterpretAsInts().add(power).reinterpretAsFloats();
    }

    static FloatVector log(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector exponent = bits.sub(FloatMath.LOG_BIAS).lanewise(VectorOperators.ASHR, 23);
        FloatVector r = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(all(1f));
        FloatVector p = all(FloatMath.L10).fma(r, all(FloatMath.L9));
        p = p.fma(r, all(FloatMath.L8));
        p = p.fma(r, all(FloatMath.L7));
        p = p.fma(r, all(FloatMath.L6));
        p = p.fma(r, all(FloatMath.L5));
        p = p.fma(r, all(FloatMath.L4));
        p = p.fma(r, all(FloatMath.L3));
        FloatVector square = r.mul(r);
        p = p.fma(r, all(-0.5f));
        p = p.fma(square, r);
        FloatVector power = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
        return power.fma(all(FloatMath.LN2), p);
    }
}
