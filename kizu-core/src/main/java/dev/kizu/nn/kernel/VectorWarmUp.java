package dev.kizu.nn.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Shows the compiler all kinds of operators before any kernel runs.
 *
 * <p>The Vector API looks operators up in a few methods that all kernels share ({@code VectorOperators.opKind}, {@code ImplCache.find}). Where one of
 * them was compiled when it had only seen one kind (one kernel calls {@code max} thousands of times), the next kind takes that compilation back, and
 * HotSpot counts it against each place where the method is inlined: kernels with dozens of operators get over its limit of 100 (PerMethodTrapLimit),
 * lose all assumptions about classes, and keep their vectors on the heap. One start in ten trained at six tenths of the speed.
 */
final class VectorWarmUp {
    /** Some more than the 200 calls after which HotSpot begins to take note of kinds (Tier3InvocationThreshold); a few milliseconds. */
    private static final int ROUNDS = 500;

    private VectorWarmUp() {}

    /** Calls operators of three kinds in turn: associative ones, others of two operands, and those of three. */
    static void run() {
        FloatVector half = VectorLanes.all(0.5f);
        FloatVector x = half;
        for (int round = 0; round < ROUNDS; round++) {
            x = x.max(half).sub(half).fma(half, half);
        }
    }
}
