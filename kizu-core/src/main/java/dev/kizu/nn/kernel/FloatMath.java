package dev.kizu.nn.kernel;

/**
 * exp and log from IEEE add, multiply and fma alone, so that every machine gives the same bits: platform and library
 * versions differ in the last place. Coefficients were fitted by least maximum error for this purpose.
 */
final class FloatMath {
    static final float EXP_LIMIT = 87f;
    static final float LOG2_E = 1.44269504f;
    static final float ROUND = 12582912f;
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -2.12194440e-4f;
    static final float E2 = 0.5f;
    static final float E3 = 0.1666666716337204f;
    static final float E4 = 0.041666463017463684f;
    static final float E5 = 0.00833328627049923f;
    static final float E6 = 0.0013933732407167554f;
    static final float E7 = 0.00019907693786080927f;

    static final int LOG_BIAS = 0x3f2aaaab;
    static final float LN2 = 0.6931471805599453f;
    static final float L3 = 0.33333319425582886f;
    static final float L4 = -0.24999895691871643f;
    static final float L5 = 0.2000383585691452f;
    static final float L6 = -0.1667676419019699f;
    static final float L7 = 0.14116966724395752f;
    static final float L8 = -0.12226647883653641f;
    static final float L9 = 0.13433846831321716f;
    static final float L10 = -0.127414733171463f;

    static final float LOG_2_PI = 1.8378770664093453f;

    private FloatMath() {}

    /** exp, with arguments beyond 87 either way treated as 87. */
    static float exp(float value) {
        float x = Math.min(Math.max(value, -EXP_LIMIT), EXP_LIMIT);
        float rounded = Math.fma(x, LOG2_E, ROUND);
        int power = Float.floatToRawIntBits(rounded) << 23;
        float n = rounded - ROUND;
        float r = Math.fma(n, -LN2_HIGH, x);
        r = Math.fma(n, -LN2_LOW, r);
        float p = Math.fma(E7, r, E6);
        p = Math.fma(p, r, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r * r, r + 1f);
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + power);
    }

    /** Natural logarithm of a positive normal number. */
    static float log(float x) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits - LOG_BIAS) >> 23;
        float r = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
        float p = Math.fma(L10, r, L9);
        p = Math.fma(p, r, L8);
        p = Math.fma(p, r, L7);
        p = Math.fma(p, r, L6);
        p = Math.fma(p, r, L5);
        p = Math.fma(p, r, L4);
        p = Math.fma(p, r, L3);
        float square = r * r;
        p = Math.fma(p, r, -0.5f);
        p = Math.fma(p, square, r);
        return Math.fma((float) exponent, LN2, p);
    }
}
